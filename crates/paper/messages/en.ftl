# Printed documents.
paper-font_missing = No font of this server has { $letters }. On Debian and Ubuntu, install the package { $package } (“apt-get install { $package }”) and print again; elsewhere, any font with these letters does.
