# Lo que leen las personas cuando un archivo no se puede leer o escribir. $file es su nombre, $line su línea o fila.

# El archivo entero
exchange-archive_broken = { $file } está comprimido pero dañado. Comprímalo o descárguelo de nuevo.
exchange-bank_account_other = El fichero es de { $record }, otra cuenta bancaria. Elija esa o deje decidir al fichero.
exchange-bank_account_unknown = Ninguna cuenta bancaria tiene el número «{ $number }». Añádalo a una cuenta o indique de cuál es el fichero.
exchange-bank_file = No se puede leer este fichero { $format }: { $place }. Expórtelo de nuevo desde el banco o en otro formato.
exchange-bank_currency = El fichero está en { $currency } y la cuenta { $record } no. Elija otra cuenta.
exchange-bank_decimals = El fichero tiene importes con más decimales que { $currency }. Compruebe el fichero y la moneda de { $record }.
exchange-delimiter_unusable = { $delimiter } no puede separar celdas. Elija coma, punto y coma, tabulador o barra vertical para { $file }.
exchange-encoding_unknown = La codificación { $encoding } no existe. Elija otra para { $file }, como utf-8, gb18030 o windows-1252.
exchange-file_empty = { $file } no tiene filas. Elija un archivo que contenga una tabla.
exchange-file_too_large = { $file } ocupa más de { $limit } MB. Divídalo, o comprímalo con gzip.
exchange-format_unknown = { $file } no es una tabla. Elija un archivo CSV o un libro de Excel (.xlsx).
exchange-sheet_missing = { $file } no tiene la hoja { $sheet }. Elija una de: { $sheets }.
exchange-table_too_large = La tabla de { $file } necesita más de { $limit } MB de memoria. Divídala en varios archivos.
exchange-too_many_rows = La tabla de { $file } tiene más de { $limit } filas. Divídala en varios archivos.
exchange-unpacked_too_large = { $file } descomprimido ocupa más de { $limit } MB. Divídalo en varios archivos.
exchange-workbook_broken = El libro { $file } está dañado ({ $reason }). Ábralo en Excel, guárdelo de nuevo y use la copia guardada.
exchange-workbook_old_or_locked = { $file } es un archivo de Excel antiguo (.xls) o está protegido con contraseña. Guárdelo como libro .xlsx sin contraseña.

# Una fila o una celda
exchange-cell_is_error = Línea { $line }, columna { $column }: la celda muestra el error { $text }. Corrija su fórmula, o sustitúyala por un valor.
exchange-cell_too_large = Línea { $line }, columna { $column }: la celda de { $file } contiene más de { $limit } MB. Acórtela, o busque unas comillas sin cerrar.
exchange-cell_undecodable = Línea { $line }, columna { $column }: hay caracteres que no existen en { $encoding }. Elija la codificación con la que se guardó el archivo.
exchange-cell_with_null_character = Línea { $line }, columna { $column }: el texto contiene un carácter nulo. Quítelo, o elija la codificación con la que se guardó el archivo.
exchange-date_malformed = Línea { $line }, columna { $column }: «{ $text }» no es una fecha { $order ->
    [ymd] en el orden año, mes, día
    [mdy] en el orden mes, día, año
   *[dmy] en el orden día, mes, año
}. Corríjala, o elija otro orden de fecha.
exchange-date_with_two_digit_year = Línea { $line }, columna { $column }: el año de «{ $text }» tiene dos cifras. Escriba cuatro, o indique de qué siglo se trata.
exchange-number_has_too_many_decimals = Línea { $line }, columna { $column }: «{ $text }» tiene más de { $decimals } decimales. Redondéelo a { $decimals }.
exchange-number_malformed = Línea { $line }, columna { $column }: «{ $text }» no es un número. Corríjalo, o elija el otro signo decimal.
exchange-number_too_large = Línea { $line }, columna { $column }: «{ $text }» es demasiado grande para guardarlo con exactitud. Corríjalo, o importe la columna como texto.
exchange-quote_not_closed = Línea { $line }, columna { $column }: las comillas no se cierran, y todo lo que sigue se leyó como una sola celda. Ciérrelas, o duplíquelas si pertenecen al texto.
exchange-row_too_large = Línea { $line }: la fila de { $file } contiene más de { $limit } MB. Acórtela, o busque unas comillas sin cerrar.
exchange-row_too_long = Línea { $line }: la fila tiene { $found } celdas y la tabla { $expected } columnas. Ponga entre comillas las celdas que contienen el separador, o dé un título a cada columna.
exchange-row_too_short = Línea { $line }: la fila tiene { $found } celdas y la tabla { $expected } columnas. Añada las celdas que faltan, o compruebe si un salto de línea partió la fila.
exchange-text_after_quote = Línea { $line }, columna { $column }: hay texto detrás de las comillas de cierre. Póngalo dentro, o duplique las comillas que pertenecen al texto.
exchange-too_many_columns = Línea { $line }: { $file } tiene más de { $limit } columnas. Quite columnas, o revise el separador.
exchange-yes_or_no_malformed = Línea { $line }, columna { $column }: «{ $text }» no es ni sí ni no. Escriba sí o no.

# Escritura
exchange-sheet_too_long = La tabla tiene más de { $limit } filas, y no caben en una hoja. Reduzca la selección, o guárdela como CSV.
exchange-text_too_long_for_sheet = Línea { $line }, columna { $column }: el texto tiene más de { $limit } caracteres, y no caben en una celda. Acórtelo, o guarde la tabla como CSV.

# Importación
exchange-choice_unknown = Línea { $line }, columna { $column }: «{ $text }» no es ninguna de las palabras conocidas aquí. Escriba una de estas: { $codes }.
exchange-column_missing = El archivo no tiene la columna { $column }. Elija otra o corrija su encabezado.
exchange-dates_unclear = Las fechas de la columna { $column } pueden leerse en varios órdenes. Indique cuál: día, mes, año o mes, día, año.
exchange-decimal_unclear = Los números de la columna { $column } pueden leerse con punto o con coma decimal. Indique cuál.
exchange-field_closed = { $path } no se puede importar: lo rellena el sistema o usted no puede cambiarlo. Deje fuera la columna.
exchange-field_unknown = No existe el campo { $path }. Elija otro.
exchange-file_missing = No se puede abrir { $file }: { $why }. Corrija el nombre o la carpeta.
exchange-join_malformed = La tabla { $file } no se puede unir. Dele un nombre y un archivo junto al primero.
exchange-join_without_folder = { $file } está junto al archivo importado solo en la línea de órdenes. Importe allí o una antes las tablas.
exchange-key_empty = La clave de esta fila está vacía. Rellénela o importe la fila sin clave.
exchange-key_not_unique = { $path } no distingue los registros. Elija un campo que no compartan dos registros.
exchange-mapping_malformed = No se puede leer la asignación: { $why }. Corríjala e inténtelo de nuevo.
exchange-mapping_of_another = La asignación es para { $other }, no para { $wanted }. Elija otra.
exchange-nothing_mapped = Ninguna columna va a ningún sitio. Elija un campo para al menos una.
exchange-record_changed = El registro cambió mientras se importaba el archivo. Importe la fila de nuevo.
exchange-record_missing = No se encontró ningún registro con la clave { $key }. Corrija la clave o deje que la importación cree registros.
exchange-reference_missing = Línea { $line }, columna { $column }: no se encontró «{ $text }». Corríjalo o impórtelo antes.
exchange-replay_line_missing = La fila no aportó ninguna línea a { $record }. Omítala también aquí.
exchange-replay_made_nothing = { $verb } no creó ningún { $entity }. Indique en makes lo que crea.
exchange-replay_malformed = No se puede leer el archivo de reproducción: { $why }. Corríjalo e inténtelo de nuevo.
exchange-replay_name_twice = Dos registros de un mismo flujo se llaman { $name }. Dé a cada uno un nombre propio.
exchange-replay_name_unknown = Ningún paso anterior crea un registro llamado { $name }. Corrija el nombre o el orden de los pasos.
exchange-replay_not_made = El registro { $name } no se creó porque se omitió su paso. Omita también este paso.
exchange-replay_step_unclear = El paso { $record } no dice qué hace. Cree o modifique un registro, ejecute una operación sobre uno, o ambas cosas.
exchange-replay_without_day = Línea { $line }, columna { $column }: el paso no tiene fecha. Rellénela u omita el paso.
exchange-replay_without_steps = El flujo { $record } no tiene pasos. Indique qué ocurre con sus casos.
exchange-row_forbidden = Sus permisos no alcanzan este registro. Pregunte a un administrador o deje fuera la fila.
exchange-run_not_over = La importación { $run } sigue en curso. Espere a que termine.
exchange-several_found = «{ $text }» corresponde a varios registros. Escriba algo que pertenezca a uno solo.
exchange-source_unclear = La asignación debe indicar una sola cosa: una columna, una plantilla o un valor. Corríjala.
exchange-update_without_key = Los registros existentes solo se cambian si una clave los encuentra. Elija una clave.

# Calendar files
exchange-ical-in = Traer un archivo de calendario
exchange-ical-file = Archivo
exchange-ical-taken = Eventos traídos. Nuevos: { $made } · cambiados: { $changed } · omitidos: { $left }
exchange-ical-out = Obtener su calendario como archivo
exchange-ical-out-what = Tres meses atrás y año y medio adelante, para cualquier programa de calendario.
exchange-ical-get = Descargar
exchange-ical-feed = Suscribirse desde un teléfono u otro programa
exchange-ical-feed-what = Una dirección secreta en la que un programa lee su calendario sin iniciar sesión. Quien la tenga lee sus eventos, también los privados: no la comparta.
exchange-ical-feed-since = Hay una dirección, creada el { $day }.
exchange-ical-feed-make = Crear una dirección
exchange-ical-feed-anew = Crear otra y anular esta
exchange-ical-feed-end = Anular
exchange-ical-feed-gone = No hay ningún calendario en esta dirección. Pida la nueva a quien se la dio.
exchange-ical-in-what = Los eventos de un archivo (.ics) entran en su calendario, como máximo { $limit } de una vez. Lo que ya estaba se cambia, no se duplica. Antes verá lo que entraría.
exchange-ical-look = Ver primero
exchange-ical-would = Nuevos: { $made } · cambian: { $changed } · ilegibles: { $left }
exchange-ical-more = Y { $n } más.
exchange-ical-outlook = Qué pasa
exchange-ical-new = Nuevo
exchange-ical-changed = Cambia
exchange-ical-left = Omitido
exchange-ical-take = Traer
exchange-ical-take-rest = Traer los demás
exchange-ical-other = Elegir otro archivo
exchange-ical-feed-address = La dirección
exchange-ical-feed-once = Solo se muestra ahora. Cópiela antes de salir de esta página.
exchange-ical-feed-ended = La dirección queda anulada. Los programas que leían allí su calendario ya no reciben nada.

exchange-not_a_calendar = Esto no es un archivo de calendario. Elija uno que termine en .ics.
exchange-calendar_too_large = Un archivo de calendario tiene como máximo { $limit } MB. Exporte un período más corto.
exchange-calendar_too_long = Un archivo de calendario tiene como máximo { $limit } líneas. Exporte un período más corto.
exchange-calendar_too_many = El archivo tiene { $found } eventos; se admiten { $limit } de una vez. Exporte un período más corto.
exchange-calendar_empty = El archivo no tiene eventos. Elija otro.
exchange-event_without_start = { $record } no dice cuándo empieza. Corríjalo u omita lo que no se pueda leer.
exchange-event_time = { $record }: «{ $value }» no es una hora. Corríjalo u omita lo que no se pueda leer.
exchange-event_zone = { $record }: no existe la zona horaria { $zone }. Corríjalo u omita lo que no se pueda leer.
exchange-event_end = { $record } termina antes de empezar o dura más de un año. Corríjalo u omita lo que no se pueda leer.
exchange-event_rule = { $record } se repite según una regla que no se entiende: { $fault }. Corríjala u omita lo que no se pueda leer.
exchange-event_rule_never = Ningún día cumple la regla con la que se repite { $record }. Corríjala u omita lo que no se pueda leer.
exchange-reply_to_nothing = { $record } responde a un evento que no está en su calendario. Debe incorporarlo quien invitó.
exchange-reply_of_stranger = Nadie con la dirección de esta respuesta está invitado a { $record }. Añádalo antes al evento u omita la respuesta.
exchange-calendar_too_deep = Las partes de este archivo están anidadas a más de { $limit } niveles. Expórtelo de nuevo.

# Address cards
exchange-cards-in = Traer tarjetas de contacto
exchange-cards-what = Un archivo (.vcf) de un teléfono u otro programa, con { $limit } tarjetas como máximo. Antes verá a quién se parecen.
exchange-cards-file = Archivo
exchange-cards-into = Se convierten en
exchange-cards-leads = clientes potenciales
exchange-cards-contacts = contactos
exchange-cards-look = Ver primero
exchange-cards-would = { $n } tarjetas como { $what }. Las que se parecen a alguien conocido no están marcadas.
exchange-cards-choose = Traer
exchange-cards-who = Quién
exchange-cards-reach = Cómo localizarlos
exchange-cards-alike = Se parece a
exchange-cards-hidden = Alguien que usted no puede ver
exchange-cards-other = Elegir otro archivo
exchange-cards-take = Traer las marcadas
exchange-cards-taken = { $made } clientes potenciales nuevos.
exchange-cards-taken-contacts = { $made } contactos nuevos y { $organisations } organizaciones.
exchange-cards_none_chosen = No hay ninguna tarjeta marcada. Marque al menos una.
exchange-cards_without_company = No hay ninguna empresa a la que puedan pertenecer. Cree una antes.
exchange-not_a_card = Este archivo no contiene tarjetas. Elija uno que termine en .vcf.
exchange-cards_too_large = Un archivo de tarjetas tiene como máximo { $limit } MB. Exporte menos de una vez, o sin fotografías.
exchange-cards_too_long = Un archivo de tarjetas tiene como máximo { $limit } líneas. Exporte menos de una vez.
exchange-cards_too_deep = Las tarjetas de este archivo están anidadas a más de { $limit } niveles. Expórtelas de nuevo.
exchange-cards_too_many = El archivo tiene { $found } tarjetas; se admiten { $limit } de una vez. Exporte menos.
exchange-bill-in = Incorporar facturas electrónicas
exchange-bill-what = Facturas y abonos de proveedores en UBL 2.1 (EN 16931, Peppol), cada uno de hasta { $most } MB y { $lines } líneas. Cada uno queda en borrador con su fichero al lado; no se contabiliza nada.
exchange-bill-file = Ficheros
exchange-bill-as-it-says = Lo que diga la factura
exchange-bill-take = Incorporar
exchange-bill-taken = { $bills ->
    [one] La factura ya es un borrador.
   *[other] { $bills } facturas ya son borradores.
} { $ordered } de { $lines } líneas encontraron su pedido.
exchange-bill_files = Elija hasta { $most } ficheros con facturas.
exchange-bill_unreadable = Este fichero no es una factura UBL legible: { $place }. Pida al proveedor que la envíe de nuevo o anótela a mano.
exchange-bill_too_large = Una factura tiene como mucho { $most } MB. Pida una sin imágenes dentro.
exchange-bill_too_long = Una factura tiene como mucho { $most } líneas. Pida varias o anótela a mano.
exchange-bill_currency = La factura está en { $currency }, que aquí no existe. Añada antes la moneda.
exchange-bill_decimals = Un importe de la factura tiene más decimales que { $currency }. Pida que la envíen de nuevo o anótela a mano.
exchange-bill_of_other_company = La factura es para { $record }. Elija esa empresa o deje que lo diga la factura.
exchange-bill_company_unknown = La factura es para { $name } y ninguna empresa tiene su NIF. Elija la empresa.
exchange-bill_supplier_unknown = Nadie tiene aquí el NIF { $number } ni el nombre { $name }. Elija el proveedor o créelo antes.
exchange-bill_supplier_several = Varios proveedores podrían ser { $name } ({ $number }). Elija cuál.
exchange-bill_takes_off = La factura descuenta de un impuesto más de lo que cobra. Anótela a mano como factura y abono.
