## Administración y lo que comparten todos los módulos.

platform = Administración

## Rechazos del almacén de datos: qué pasó, en qué registro, qué hacer ahora.

store-too_much_at_once = Más de { $rows } filas a la vez. Hágalo por partes o como tarea.
store-reads_too_long = La lectura tardó demasiado. Acote el filtro o el período, o expórtelo.
store-wrong_state = { $record } está en estado { $state }, así que ahora no es posible. Recárguelo para ver qué se puede hacer.
store-posted_row = Lo contabilizado no cambia. Contabilice una corrección que cite el asiento anterior.
store-not_unique = Otro registro ya tiene este valor en { $field }. Elija otro valor o abra ese registro.
store-reference_gone = Otros registros aún remiten a este, o falta uno al que remite. Recargue y archívelo en vez de eliminarlo.
store-destroy_live = { $record } sigue vivo. Archívelo primero y elimínelo definitivamente después.
store-destroy_in_use = { $dependants } todavía se refieren a { $record }. Quite antes esas referencias o déjelo archivado.
store-reference_unknown = { $field }: no existe el registro { $id }. Elija uno de la lista.
store-foreign_line = { $field }: la línea { $line } es de otro documento. Recargue este y cámbielo de nuevo.
store-required = { $field } está vacío. Rellénelo.
store-not_a_choice = { $field }: «{ $value }» no es una de las opciones. Elija una de la lista.
store-not_a_date = { $field }: «{ $value }» no es una fecha. Escríbala como 2026-11-21.
store-not_yes_or_no = { $field }: «{ $value }» no es ni sí ni no. Elija uno.
store-not_an_email = { $field }: «{ $value }» no es una dirección de correo. Escríbala como nombre@empresa.example.
store-not_a_web_address = { $field }: «{ $value }» no es una dirección web. Empiécela con https://.
store-out_of_range = { $field }: { $value } está fuera de lo que se puede guardar. Revise la cifra.
store-wrong_kind = { $field }: «{ $value }» no es propio de este campo. Introduzca el tipo de valor que admite.
store-too_long = { $field } tiene { $length } caracteres; caben { $max }. Acórtelo.
store-control_character = { $field } contiene un carácter invisible. Escriba el texto en lugar de pegarlo.
store-not_editable = { $record } ya no es un borrador y no se edita. Use sus acciones, como Revertir o Reabrir.
store-archived = { $record } está archivado. Restáurelo primero y después cámbielo.
store-cursor_unknown = Esta página de la lista ya no se encuentra. Empiece de nuevo por la primera.
store-field_locked = No le corresponde cambiar { $field }. Pídaselo a alguien cuyo rol lo permita.
store-field_not_yours_to_set = { $field } lo rellena el programa. Omítalo.
store-field_unknown = No existe el campo { $field }. Compruebe el nombre.
store-filter_comparison_missing = Al filtro le falta una comparación en { $at }. Escriba una como = o >.
store-filter_mistyped = El filtro compara { $name } con «{ $value }», que no puede ser. Escriba un valor de su tipo.
store-filter_name_missing = Al filtro le falta el nombre de un campo en { $at }. Escríbalo.
store-filter_not_searched = { $name } no tiene palabras que buscar. Use = u otra comparación.
store-filter_quote_open = El filtro abre en { $at } unas comillas que no se cierran. Ciérrelas.
store-filter_too_deep = El filtro anida demasiado en { $at }. Escríbalo con menos paréntesis.
store-filter_too_long = El filtro es demasiado largo. Acórtelo o divídalo en varias listas.
store-filter_too_many = El filtro tiene demasiadas condiciones. Quite algunas.
store-filter_unexpected = El filtro no se entiende en { $at }. Revise esa palabra.
store-filter_unknown_name = El filtro nombra { $name }, que esta lista no tiene. Compruebe el nombre.
store-filter_value_missing = Al filtro le falta un valor en { $at }. Escríbalo.
store-group_unknown_name = Esta lista no se puede agrupar por { $name }. Elija otro campo.
store-sort_not_indexed = Tantas filas no se pueden ordenar por este campo. Filtre antes u ordene por otro campo.
store-sort_unknown_name = Esta lista no tiene el campo { $name } para ordenar. Elija otro.
store-sum_too_large = La suma es demasiado grande para guardarla exacta. Acote el filtro.
store-no_custom_fields = { $name }: este tipo de registro no admite campos propios. Elija otro tipo.
store-custom_field_name = { $name } no puede ser el nombre de un campo. Escriba x_ y letras minúsculas, cifras o guiones bajos sueltos.
store-custom_field_taken = Ya existe un campo { $name }. Elija otro nombre.
store-custom_field_kind = { $name }: un campo propio no puede contener esto. Elija texto, número, fecha o sí y no.
store-too_many_custom_fields = Este tipo de registro ya tiene { $most } campos propios. Use uno de ellos para { $name }.
store-not_translated = { $field } no tiene textos en otros idiomas. Cambie el propio campo.
store-not_a_language = { $field }: esto no es un idioma. Escríbalo como es o zh-CN.
store-external_key_taken = La clave { $key } de { $system } ya corresponde a otro registro. Compruebe si el archivo la repite.
store-backup_damaged = Esta copia de seguridad no es fiable: { $table } está dañado o se modificó. Use otra copia.
store-place_taken = Ya hay algo en { $place }. Elija un lugar vacío.
store-name_too_long = El nombre { $place } es demasiado largo. Elija uno más corto.

## Rechazos de cifras, fechas y claves.

base-figure_too_large = La cifra es demasiado grande para guardarla exacta. Revise los importes.
base-number_missing = Falta el número. Introdúzcalo.
base-number_malformed = Esto no es un número. Use cifras y un solo signo decimal.
base-number_has_too_many_decimals = Demasiados decimales: se guardan { $decimals }. Redondee el número.
base-number_has_too_many_digits = El número tiene demasiadas cifras. Acórtelo.
base-number_too_large = El número es demasiado grande. Revíselo.
base-number_not_positive = El número debe ser mayor que cero. Revíselo.
base-date_malformed = Esto no es una fecha. Escríbala como 2026-11-21.
base-instant_malformed = Esto no es un instante. Escríbalo como 2026-11-21T09:30:00Z.
base-id_malformed = Esto no es un número de registro. Elija un registro de la lista.
base-key_malformed = Esto no es una clave de 32 cifras hexadecimales. Cópiela de nuevo.
base-time_zone_unknown = No existe la zona horaria { $zone }. Elija una como Europe/Madrid.

## Rechazos de la plataforma.

platform-time_zone_unknown = No existe la zona horaria «{ $value }». Elija una como Europe/Madrid.
platform-manager_in_a_circle = { $record } quedaría por encima de sí mismo. Elija un responsable que no dependa de esa persona.
platform-team_in_a_circle = { $record } quedaría por encima de sí mismo. Elija un equipo que no esté por debajo.
platform-named_twice = Esta línea dice lo mismo que otra anterior. Quite una de las dos.
platform-entity_unknown = No existe el tipo de registro «{ $value }». Elija uno de la lista.
platform-field_unknown = { $entity } no tiene el campo «{ $value }». Elija uno de la lista.
platform-company_currency_fixed = { $record } ya tiene documentos, así que conserva su moneda. Cree otra empresa para otra moneda.
platform-currency_code = El código de una moneda tiene tres letras mayúsculas, como EUR. Corríjalo.
platform-currency_exponent = Una moneda tiene de 0 a 4 decimales. Corrija el número.
platform-currency_exponent_fixed = Ya hay importes guardados con { $value } decimales, así que ese número no cambia. Añada otra moneda.
platform-country_code = El código de un país tiene dos letras mayúsculas, como ES. Corríjalo.
platform-view_without_team = Una vista de equipo necesita el equipo. Elija uno o guárdela para usted.
platform-no_custom_fields = «{ $value }» no admite campos propios. Elija otro tipo de registro.
platform-custom_field_name = El nombre empieza por x_ y sigue con minúsculas, cifras y guiones bajos. Corríjalo.
platform-custom_field_fixed = El nombre y el tipo de un campo no cambian una vez creado. Añada otro campo.
platform-too_many_custom_fields = Como máximo { $most } campos propios. Archivar no libera sitio; aproveche uno existente.
platform-module_unknown = No existe el módulo «{ $value }». Elija uno de la lista.
platform-module_always_on = { $record } es la base de los demás, así que sigue activo. Desactive otro módulo.
platform-module_needs = { $record } necesita { $modules }, que está desactivado. Actívelo antes.
platform-module_needed = { $modules } necesita { $record }. Desactive antes aquel.
platform-share_with_nobody = No hay con quién compartir { $record }. Elija un usuario o un equipo.
platform-currency_unknown = No existe la moneda { $value }. Elíjala por su código, como EUR.
platform-country_unknown = No existe el país { $value }. Elíjalo por su código, como ES.
platform-password_short = La contraseña tiene menos de { $least } caracteres. Elija una más larga, como una frase.
platform-password_long = La contraseña tiene más de { $most } caracteres. Elija una más corta.
platform-password_contains_login = La contraseña contiene el nombre de acceso. Elija otra.
platform-password_common = Esta contraseña es de las que todos prueban primero. Elija otra, como una frase.
platform-login_not_an_email = «{ $value }» no es una dirección de correo. Escríbala como nombre@empresa.example.
platform-login_taken = { $value } ya puede acceder. Elija otra dirección o dé a esa persona una contraseña nueva.
platform-totp_wrong = El código no coincide. Espere al siguiente e introdúzcalo.
platform-set_name = «{ $value }» no puede figurar en una dirección. Use de 2 a 40 minúsculas, cifras y guiones, empezando por una letra.
platform-set_name_taken = El nombre { $value } está ocupado. Elija otro.
platform-set_unknown = No existe el conjunto de cuentas { $value }. Elija uno de la lista.
platform-token_scope = «{ $value }» no es un permiso. Escríbalo como sales.order:read, uno por línea.
platform-token_for_another = Un token actúa como su usuario y usted no puede cambiar usuarios. Cree uno para usted.
platform-token_by_token = Un token no puede crear tokens. Acceda para crear uno.
platform-view_for_everybody = Las vistas para todos las mantienen los administradores. Compártala con su equipo o pídaselo a uno.
platform-mention_cannot_see = { $value } no puede ver este registro. Compártalo antes u omita el nombre.
platform-file_too_large = El archivo pasa de { $most } MB. Redúzcalo o divídalo.
platform-file_empty = El archivo está vacío. Elija otro.
platform-file_gone = El archivo no llegó entero. Súbalo de nuevo.
platform-file_type = El archivo no es lo que dice ser ({ $value }) o es un programa. Guárdelo en su propio formato y súbalo.
platform-job_alive = Otro { $record } está en curso. Espere a que termine.
platform-role_unknown = No existe el rol { $value }. Elíjalo por su código, como sales.

## Usuarios.

platform-user = Usuario
platform-user-plural = Usuarios
platform-user-name = Nombre
platform-user-login = Correo de acceso
platform-user-language = Idioma
platform-user-language-en = English
platform-user-language-zh-CN = 简体中文
platform-user-language-es = Español
platform-user-region = Fechas y cifras
platform-user-region-en = Como en inglés
platform-user-region-zh-CN = Como en chino
platform-user-region-es = Como en español
platform-user-zone = Zona horaria
platform-user-density = Altura de fila
platform-user-density-compact = Compacta
platform-user-density-default = Normal
platform-user-density-cozy = Amplia
platform-user-theme = Tema
platform-user-theme-system = Como el dispositivo
platform-user-theme-light = Claro
platform-user-theme-dark = Oscuro
platform-user-team = Equipo
platform-user-manager = Responsable
platform-user-roles = Roles
platform-user-companies = Empresas
platform-user-active = Activo

platform-user-role = Rol del usuario
platform-user-role-plural = Roles del usuario
platform-user-role-role = Rol

platform-user-company = Empresa del usuario
platform-user-company-plural = Empresas del usuario
platform-user-company-company = Empresa

## Equipos y roles.

platform-team = Equipo
platform-team-plural = Equipos
platform-team-name = Nombre
platform-team-parent = Forma parte de
platform-team-leader = Responsable

platform-role = Rol
platform-role-plural = Roles
platform-role-name = Nombre
platform-role-code = Código
platform-role-grants = Permisos
platform-role-fields = Permisos de campo

platform-role-grant = Permiso
platform-role-grant-plural = Permisos
platform-role-grant-entity = Registros
platform-role-grant-action = Acción
platform-role-grant-scope = Alcance
platform-role-grant-scope-none = Ninguno
platform-role-grant-scope-own = Propios
platform-role-grant-scope-team = Equipo
platform-role-grant-scope-subtree = Propios y de subordinados
platform-role-grant-scope-company = Empresa
platform-role-grant-scope-all = Todo

platform-role-field = Permiso de campo
platform-role-field-plural = Permisos de campo
platform-role-field-entity = Registros
platform-role-field-field = Campo
platform-role-field-may_read = Puede ver
platform-role-field-may_edit = Puede editar

## Empresas, monedas, países.

platform-company = Empresa
platform-company-plural = Empresas
platform-company-name = Nombre
platform-company-code = Código
platform-company-currency = Moneda
platform-company-country = País
platform-company-address = Dirección
platform-company-logo = Logotipo
platform-company-tax_id = Número fiscal
platform-company-phone = Teléfono
platform-company-email = Correo electrónico
platform-company-website = Sitio web
platform-company-legal_notice = Datos legales al pie
platform-print-tax-number = NIF { $number }
platform-logo_of_another_record = Este archivo pertenece a otro registro. Adjunte primero la imagen a la empresa y elíjala después como logotipo.
platform-logo_no_picture = El logotipo es una imagen PNG o JPEG. Adjunte una a la empresa y elíjala aquí.
platform-logo_too_large = El logotipo ocupa como máximo 1 MB, porque va en todos los documentos. Adjunte una imagen más pequeña.

platform-currency = Moneda
platform-currency-plural = Monedas
platform-currency-code = Código
platform-currency-name = Nombre
platform-currency-exponent = Decimales

platform-country = País
platform-country-plural = Países
platform-country-name = Nombre
platform-country-code = Código

## Vistas, ajustes, campos propios, módulos, etiquetas.

platform-saved-view = Vista guardada
platform-saved-view-plural = Vistas guardadas
platform-saved-view-name = Nombre
platform-saved-view-entity = Lista
platform-saved-view-query = Filtro y columnas
platform-saved-view-owner = Responsable
platform-saved-view-team = Equipo
platform-saved-view-shared = Compartida con
platform-saved-view-shared-private = Nadie
platform-saved-view-shared-team = Equipo
platform-saved-view-shared-public = Todos
platform-saved-view-position = Posición

platform-setting = Ajuste
platform-setting-plural = Ajustes
platform-setting-setting = Ajuste
platform-setting-value = Valor

platform-custom-field = Campo propio
platform-custom-field-plural = Campos propios
platform-custom-field-label = Nombre visible
platform-custom-field-entity = Registros
platform-custom-field-name = Nombre técnico
platform-custom-field-holds = Tipo
platform-custom-field-holds-text = Texto
platform-custom-field-holds-long_text = Texto largo
platform-custom-field-holds-integer = Número entero
platform-custom-field-holds-quantity = Número decimal
platform-custom-field-holds-yes_no = Sí o no
platform-custom-field-holds-date = Fecha
platform-custom-field-holds-email = Correo electrónico
platform-custom-field-holds-phone = Teléfono
platform-custom-field-holds-url = Dirección web
platform-custom-field-position = Posición
platform-custom-field-ready = Listo

platform-module-state = Módulo
platform-module-state-plural = Módulos
platform-module-state-module = Módulo
platform-module-state-enabled = Activo

platform-tag = Etiqueta
platform-tag-plural = Etiquetas
platform-tag-name = Nombre
platform-tag-colour = Color
platform-tag-colour-neutral = Gris
platform-tag-colour-blue = Azul
platform-tag-colour-violet = Violeta
platform-tag-colour-teal = Turquesa
platform-tag-colour-green = Verde
platform-tag-colour-amber = Ámbar
platform-tag-colour-red = Rojo

## Adjuntos.

platform-attachment = Adjunto
platform-attachment-plural = Adjuntos
platform-attachment-name = Nombre del archivo
platform-attachment-media_type = Tipo de archivo
platform-attachment-size = Tamaño
platform-attachment-content = Huella
platform-attachment-host_kind = Tipo de registro
platform-attachment-host = Registro
platform-attachment-owner = Responsable

## Tokens.

platform-token = Token
platform-token-plural = Tokens
platform-token-label = Nombre visible
platform-token-owner = Actúa como
platform-token-scopes = Limitado a
platform-token-fingerprint = Huella
platform-token-used_at = Último uso
platform-token-expires_at = Caduca

## Notas, actividades, avisos, tareas.

platform-note = Nota
platform-note-plural = Notas
platform-note-body = Texto
platform-note-host_kind = Tipo de registro
platform-note-host = Registro
platform-note-owner = Autor

platform-activity = Actividad
platform-activity-plural = Actividades
platform-activity-title = Qué hacer
platform-activity-activity = Tipo
platform-activity-activity-task = Tarea
platform-activity-activity-call = Llamada
platform-activity-activity-meeting = Reunión
platform-activity-activity-email = Correo
platform-activity-activity-deadline = Plazo
platform-activity-due_on = Vence
platform-activity-owner = Quién
platform-activity-team = Equipo
platform-activity-description = Descripción
platform-activity-host_kind = Tipo de registro
platform-activity-host = Registro
platform-activity-done_at = Hecha el
platform-activity-state = Estado
platform-activity-state-open = Pendiente
platform-activity-state-done = Hecha
platform-activity-state-cancelled = Cancelada
platform-activity-op-finish = Hecha
platform-activity-op-cancel = Cancelar
platform-activity-op-reopen = Reabrir
platform-activity-view-open = Pendientes

platform-notification = Aviso
platform-notification-plural = Avisos
platform-notification-text = Texto
platform-notification-topic = Asunto
platform-notification-topic-mention = Mención
platform-notification-topic-task = Actividad
platform-notification-topic-share = Compartido
platform-notification-topic-job = Tarea
platform-notification-topic-warning = Advertencia
platform-notification-owner = Para
platform-notification-cause = De
platform-notification-host_kind = Tipo de registro
platform-notification-host = Registro
platform-notification-seen_at = Visto

platform-job = Tarea en segundo plano
platform-job-plural = Tareas en segundo plano
platform-job-task = Tarea
platform-job-key = Sobre
platform-job-alive = Viva
platform-job-input = Entrada
platform-job-cursor = Posición
platform-job-progress = Avance
platform-job-total = Total
platform-job-attempts = Intentos
platform-job-due_at = No antes de
platform-job-holder = Ejecutor
platform-job-lease_until = Ejecutor hasta
platform-job-error = Error
platform-job-owner = Encargada por
platform-job-state = Estado
platform-job-state-waiting = En espera
platform-job-state-running = En curso
platform-job-state-done = Terminada
platform-job-state-failed = Fallida
platform-job-state-cancelled = Cancelada
platform-job-op-cancel = Cancelar
platform-job-op-retry = Reintentar
platform-company-zone = Zona horaria
platform-bulk-change = Cambio masivo
platform-bulk-change-plural = Cambios masivos
platform-bulk-change-title = Qué
platform-bulk-change-entity = Lista
platform-bulk-change-verb = Cambio
platform-bulk-change-verb-edit = Editados
platform-bulk-change-verb-archive = Archivados
platform-bulk-change-verb-restore = Restaurados
platform-bulk-change-records = Registros
platform-bulk-change-owner = Por
platform-bulk-change-undone_at = Deshecho
platform-bulk-change-touched = Registros cambiados
platform-bulk-change-kept = Cambiados desde entonces
platform-bulk-change-state = Estado
platform-bulk-change-state-done = Hecho
platform-bulk-change-state-undone = Deshecho
platform-bulk-change-op-undo = Deshacer
platform-custom-field-holds-percent = Porcentaje
platform-custom-field-holds-choice = Lista de opciones
platform-custom-field-holds-reference = Otro registro
platform-custom-field-target = Conduce a
platform-custom-field-needed = Obligatorio
platform-custom-field-section = Encabezado
platform-custom-field-english = En inglés
platform-custom-field-chinese = En chino
platform-custom-field-spanish = En español
platform-custom-field-section-languages = Nombre en cada idioma
platform-custom-field-options = Opciones
platform-custom-option = Opción
platform-custom-option-plural = Opciones
platform-custom-option-code = Se guarda como
platform-custom-option-label = Nombre visible
platform-custom-option-english = En inglés
platform-custom-option-chinese = En chino
platform-custom-option-spanish = En español
platform-custom_option_twice = Dos opciones se guardan igual. Dé a cada una su valor.
platform-custom_options_missing = Una lista necesita sus opciones. Añada al menos una línea.
platform-custom_options_unused = Solo una lista tiene opciones. Quite las líneas o elija el tipo «Lista de opciones».
platform-custom_option_fixed = Puede haber registros con una opción que desaparecería. Cámbiele el nombre o añada otra.
platform-custom_target_missing = Un campo que conduce a otro registro necesita saber de qué tipo. Elíjalo.
platform-custom_target_unused = Solo el tipo «Otro registro» conduce a algo. Vacíe el campo.

platform-key_malformed = La clave de la instalación no tiene 64 cifras hexadecimales. Corrija FONDACO_KEY o el archivo installation.key.
platform-key_missing = Este servidor no tiene clave para guardar segundos factores. Arránquelo con FONDACO_KEY, 64 cifras hexadecimales guardadas fuera de la base de datos.
platform-set_in_use = Alguien tiene abierto { $value } todavía y sigue en servicio. Cierre el programa que lo usa e inténtelo otra vez.
platform-move_to_itself = El conjunto de cuentas ya está ahí. Elija otra carpeta o base de datos.
platform-user-shortcuts = Atajos de una letra
