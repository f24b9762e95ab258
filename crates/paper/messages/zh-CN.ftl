# 打印的单据。
paper-font_missing = 本服务器上没有任何字体包含 { $letters }。在 Debian 或 Ubuntu 上请安装软件包 { $package }（“apt-get install { $package }”），然后重新打印；其他系统可安装任何含有这些文字的字体。
