# Lo que leen las personas cuando un valor no es lo que debe ser.
base-number_missing = Aquí falta un número. Introduzca uno, como 12.50.
base-number_malformed = Esto no es un número. Use cifras, como mucho un punto decimal, y un signo menos delante si es negativo.
base-number_has_too_many_decimals = El número tiene más de { $decimals } decimales. Redondéelo a { $decimals } decimales.
base-number_has_too_many_digits = El tipo de cambio tiene más de 15 cifras significativas. Acórtelo a 15.
base-number_too_large = El número es demasiado grande para guardarlo. Introduzca uno menor.
base-number_not_positive = El tipo de cambio es cero o negativo. Introduzca uno mayor que cero.
base-figure_too_large = El importe calculado es demasiado grande para guardarlo con exactitud. Revise cantidad, precio y tipo de cambio.
base-date_malformed = Esto no es una fecha. Escriba año, mes y día, como 2026-11-21.
base-instant_malformed = Esto no es una fecha con hora. Escríbala con su zona, como 2026-11-21T09:30:00Z.
base-id_malformed = Esto no es un número de registro. Elija el registro en la lista.
base-key_malformed = Esto no es una clave. Una clave tiene 32 cifras de 0 a f; cópiela de nuevo.
base-time_zone_unknown = La zona horaria { $zone } no existe. Use un nombre como Europe/Madrid.
