# Documentos impresos.
paper-font_missing = Ninguna fuente de este servidor tiene { $letters }. En Debian y Ubuntu, instale el paquete { $package } («apt-get install { $package }») e imprima de nuevo; en otros sistemas sirve cualquier fuente con estas letras.
