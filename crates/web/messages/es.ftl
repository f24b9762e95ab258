# Palabras de las páginas que sirven a toda entidad.

web-home = Inicio
web-new = Nuevo
web-nav-sell = Vender
web-nav-serve = Atender
web-nav-supply = Abastecer
web-nav-finance = Finanzas
web-new-entity = Nuevo: { $entity }
web-import = Importar
web-import-file = Importar de CSV o XLSX
web-export = Exportar
web-find-in = Buscar en { $entity }…
web-nothing-yet = { $entity }: aquí no hay nada todavía.
web-show-all = Mostrar los { $n }
web-without = Sin valor
web-no-groups = Sin grupos
web-is-empty = está vacío
web-is-filled = no está vacío
web-edit-many = Editar
web-archive = Archivar
web-restore = Restaurar
web-duplicate = Duplicar
web-all-found = Seleccionar todo lo encontrado
web-archived-n = { $n } registros archivados.
web-restored-n = { $n } registros restaurados.
web-changed-n = { $n } registros modificados.
web-left-n = { $n } registros fueron modificados después por otra persona y quedan como están.
web-archived-one = Archivado
web-restored-one = Restaurado
web-fixed-note = Este documento ya no es un borrador: solo lo cambian sus acciones.
web-archived-note = Este registro está archivado: las listas lo omiten y nadie puede modificarlo. Restáurelo para continuar.
web-created = Creado
web-changed = Modificado
web-activity = Actividad
web-linked = Vínculos
web-approval = Aprobación
web-ask-approval = Solicitar aprobación: { $operation }
web-ask = Solicitar
web-ask-reason = Motivo
web-ask-chosen = Quién decide
web-asked = Aprobación solicitada.
web-details = Detalles
web-add-line = Añadir línea
web-note = Nota
web-noted = Nota
web-files = Archivos
web-the-program = El programa
web-lines-changed = { $n } líneas
web-month = Mes
web-week = Semana
web-agenda = Agenda
web-go-to = Ir a
web-do = Hacer
web-other-sets = Otros juegos de cuentas
web-my-settings = Mis preferencias
web-same-as-language = Como el idioma
web-field-in-line = { $field }, línea { $line }
web-field-id = Id
web-field-version = Versión
web-field-created_at = Creado
web-field-created_by = Creado por
web-field-changed_at = Modificado
web-field-changed_by = Modificado por
web-field-archived_at = Archivado
web-which-field = Campo que cambiar
web-new-value = Valor nuevo
web-edit-many-title = Cambiar { $n } registros
web-signed-out = Ha cerrado la sesión.
web-sets = Juegos de cuentas
web-tokens = Claves de API
web-jobs = Tareas en segundo plano
web-modules = Módulos
web-backup = Copia de seguridad
web-rights = Usuarios y permisos
web-lists = Otras listas
web-reports = Informes
web-print = Imprimir
web-print-pdf = PDF
web-print_hidden = Este documento contiene algo que usted no puede ver, por lo que no puede imprimirlo. Pídaselo a quien lo vea todo.
web-no-reports = No hay informes que pueda leer. Pregunte a quien administra los permisos.
web-report-empty = No se encontró nada para lo que se pide arriba. Pida otra cosa.
web-report-goes-on = Hay más en la página siguiente.
web-report-cut = Hay más de lo que cabe aquí. Pida menos arriba.
web-mistyped = { $field } no encaja: se espera { $expected }. Corríjalo y envíelo de nuevo.
web-body_not_an_object = El cuerpo no es un objeto de campos. Envíe un objeto JSON.
web-body_not_json = El cuerpo no es JSON: se interrumpe en la línea { $line }, columna { $column }. Corríjalo y envíelo de nuevo.
web-too_many_lines = { $field } tiene más de { $most } líneas. Divida el documento.
web-not_a_whole_number = { $field }: «{ $value }» no es un número entero. Escriba solo cifras.
web-lines_unreadable = { $field } no se pudo leer. Recargue la página y escriba las líneas otra vez.
web-cell_unreadable = { $field }: «{ $value }» no se puede leer. Corrija la celda.
web-export_too_large = Se encontraron más de { $most } registros. Filtre la lista o exporte por línea de órdenes.
web-no_way_to_state = { $record } no puede pasar directamente a ese estado. Ábralo para ver qué es posible.
web-board-laid-aside = Las cerradas de los últimos 30 días
web-days = { $n ->
    [0] hoy
    [one] { $n } día
   *[other] { $n } días
}
web-stalled = Lleva aquí más de lo debido
web-due-unknown = sin planificar
web-due-today = hoy
web-parameter_unknown = Aquí no hay ningún parámetro { $field }. Omítalo.
web-limit_out_of_range = El límite es un número de 1 a { $most }. Cámbielo.
web-key_used_for_something_else = Esta clave se usó para otra petición. Envíe una nueva.
web-method_not_allowed = Esta dirección no responde a ese método.
web-wrong_sign_in = El correo y la contraseña no coinciden. Revíselos e inténtelo de nuevo.
web-wrong_code = El código no es correcto o ya se usó. Espere al siguiente.
web-try_later = Demasiados intentos. Espere { $seconds } segundos e inténtelo de nuevo.
web-form_expired = Este formulario es anterior a su sesión. Recargue la página; lo escrito sigue en el navegador.
web-too_many_posts = Se han enviado demasiados formularios desde aquí. Espere un minuto y vuelva a enviarlo; lo que escribió sigue ahí.
web-too_large = La petición supera { $most } MB. Envíe menos de una vez.
web-host_unknown = Este servidor no responde a esta dirección. Inícielo con --host para permitirla.
web-nothing_selected = No hay nada seleccionado. Marque antes los registros.
web-edit_no_field = Elija el campo que cambiar.
web-list = Lista
web-module = Módulo
web-state = Estado
web-is-on = Activado
web-is-off = Desactivado
web-switch-on = Activar
web-switch-off = Desactivar
web-modules-note = Desactivar un módulo oculta sus páginas y cierra sus direcciones. Sus registros quedan y vuelven con él.
web-new-token = Nueva clave
web-token-made = Esta es la clave nueva; solo se muestra esta vez:
web-task = Tarea
web-call = Llamada
web-attach = Adjuntar
web-no-notifications = Nada nuevo. Aquí llegan menciones, tareas y el fin de las tareas en segundo plano.
web-cannot_listen = No se puede escuchar en { $address }: { $why }. Elija otra dirección con --listen o cierre el programa que la usa.
web-repeat_the_name = Eliminar un juego de cuentas es definitivo. Repita su nombre: --really { $name }.
web-translated = Traducido

## Importación

web-import-title = Importar: { $what }
web-import-running = { $done } de { $all } filas importadas
web-import-rehearsing = { $done } de { $all } filas ensayadas; no se guarda nada
web-import-created = Creados
web-import-updated = Actualizados
web-import-unchanged = Sin cambios
web-import-refused = Rechazados
web-import-external = Clave del otro sistema: { $column }
web-import-encoding = Codificación
web-import-delimiter = Entre celdas
web-import-sheet = Hoja
web-import-decimal = Decimales
web-import-dates = Fechas
web-import-found-out = Como indica el archivo
web-import-comma = Coma
web-import-semicolon = Punto y coma
web-import-tab = Tabulador
web-import-bar = Barra vertical
web-import-point = Punto: 1,234.50
web-import-decimal-comma = Coma: 1.234,50
web-import-dmy = Día, mes, año
web-import-mdy = Mes, día, año
web-import-ymd = Año, mes, día
web-import-reason = Rechazado porque
web-import-is-reverted = Esta importación se deshizo.
web-import-is-stopped = Esta importación se detuvo antes del final. Importe el archivo de nuevo: lo que ya existe se encuentra por su clave.
web-import-is-running = Esta importación sigue en curso o su servidor se detuvo. Recargue la página para ver cuánto lleva.
web-import-reverted = Deshecha: { $archived } archivados, { $undone } restituidos, { $kept } cambiados desde entonces y conservados.
web-import_expired = Este archivo ya no espera. Elíjalo de nuevo.
web-import_no_file = No se envió ningún archivo. Elija uno.
web-import_failed = La importación se detuvo: algo falló por nuestra parte y quedó registrado. Inténtelo de nuevo; lo que ya existe se encuentra por su clave.
web-merge = Fusionar
web-merge-title = { $n ->
    [one] Fusionar un registro
   *[other] Fusionar { $n } registros
}
web-merge-note = El registro que queda conserva su número. Lo que se refiere a los demás pasará a referirse a él, sus números conducirán a él, y la fusión se puede deshacer durante 30 días.
web-merge-moves = Se refiere a los registros y pasará a referirse al que queda: { $what }.
web-merge-united = { $field } (se conservan todos)
web-merged-n = { $n ->
    [one] Un registro fusionado.
   *[other] { $n } registros fusionados.
}
web-alike-hidden = Un registro que usted no puede abrir
web-alike-hidden-of = Un registro que usted no puede abrir; pregunte a { $owner }
web-merge_two_to_nine = Se pueden fusionar de dos a { $most } registros a la vez. Elíjalos de nuevo.
web-bulk-changes = Cambios masivos
web-undone-n = { $n ->
    [0] No se devolvió nada a su estado anterior.
    [one] Un registro devuelto a su estado anterior.
   *[other] { $n } registros devueltos a su estado anterior.
}
web-kept-records = Cambiados desde entonces, quedan como están
web-destroy = Eliminar definitivamente
web-destroy-title = Eliminar definitivamente { $record }
web-destroy-live = Solo se pueden eliminar definitivamente los registros archivados. Archívelo primero.
web-destroy-in-use = Lo siguiente se refiere al registro, así que se queda. Cámbielo o elimínelo primero.
web-destroy-note = No se puede deshacer: el registro y sus líneas desaparecen, y su dirección dirá que ya no existe. El historial conserva que estuvo aquí.
web-destroyed = { $record } se eliminó definitivamente.
web-destroy_type_the_name = El nombre no coincide. Escriba «{ $name }» para eliminarlo definitivamente.
web-links = Enlaces
web-own-field = Columna
web-own-field-adding = Añadiéndose
web-own-field-ready = Lista
web-lines = Líneas
web-csv-lines = CSV, una fila por línea
web-xlsx-lines = XLSX con una hoja de líneas

## Own pages

web-profile = Perfil
web-security = Seguridad
web-shortcuts-help = Apagado: solo actúan las teclas con Ctrl o Alt. Para dictado y ayudas de escritura.
web-password-change = Cambiar contraseña
web-password-old = Contraseña actual
web-password-new = Contraseña nueva
web-password-again = Contraseña nueva otra vez
web-password-changed = Contraseña cambiada. Se cerró su sesión en los demás sitios.
web-password_wrong = Esta no es su contraseña. Escriba la que usa para entrar.
web-password_differs = Las dos contraseñas nuevas no coinciden. Escriba la misma dos veces.
web-sessions = Dónde tiene sesión abierta
web-session-browser = Navegador
web-session-address = Dirección
web-session-seen = Último uso
web-session-here = Esta
web-session-end = Cerrar esta sesión
web-session-end-others = Cerrar las demás sesiones
web-session-ended = Sesión cerrada.
web-factor = Segundo factor
web-factor-what = Además de la contraseña, al entrar se piden seis cifras de una aplicación de autenticación del teléfono. Una contraseña robada no abre nada.
web-factor-on = Configurar segundo factor
web-factor-off = Desactivar segundo factor
web-factor-off-note = Desde entonces bastará la contraseña. Los códigos de recuperación también dejan de valer.
web-factor-is-on = El segundo factor está activo. Se cerraron las demás sesiones.
web-factor-is-off = El segundo factor está desactivado.
web-factor-scan = Escanee el cuadro con una aplicación de autenticación, o escriba en ella la clave.
web-factor-type = Escriba las seis cifras que muestra.
web-factor-qr = Código QR con la clave del segundo factor
web-factor-secret = Clave para escribir
web-factor-open = Abrir en una aplicación de este dispositivo
web-factor-confirm = Confirmar
web-factor-again = Empezar de nuevo con otra clave
web-factor-codes = Códigos de recuperación
web-factor-codes-note = Cada código sirve para entrar una vez si pierde el teléfono. Solo se muestran ahora: imprímalos o guárdelos con sus contraseñas.
web-factor-kept = Ya los guardé

## Account sets of the installation

web-set-name = Nombre en direcciones
web-set-name-help = Minúsculas, cifras y guiones: libros-2026
web-set-title = Título
web-set-title-help = Cómo la llama la gente; vacío es el nombre.
web-set-company = Primera empresa
web-set-currency = Moneda de la empresa
web-set-country = País de la empresa
web-set-language = Idioma de sus textos
web-set-place = Base de datos
web-set-actions = Acciones: { $set }
web-set-founded = El conjunto de cuentas está listo.
web-set-backup = Copia de seguridad
web-set-verify = Comprobar
web-set-copy = Copiar
web-set-copy-title = Copiar { $set }
web-set-copy-note = La copia es un momento de { $set }; mientras tanto se sigue trabajando. Sus miembros vienen con ella. Los tokens de API no abren la copia.
web-set-move = Mover
web-set-move-title = Mover { $set }
web-set-move-note = Nadie puede usar { $set } mientras se mueve, y este servidor no la servirá después: arranque uno sobre el lugar nuevo. La antigua queda aparte hasta que alguien la elimine.
web-set-move-to = A
web-set-move-help = Una carpeta de esta máquina, o postgres://user@host/database
web-set-remove = Eliminar
web-set-remove-title = Eliminar { $set }
web-set-remove-note = { $set } y todo su contenido desaparece para siempre. Haga antes una copia de seguridad.
web-set-confirm = Lo escrito no es el nombre. Escríbalo exactamente.
web-name_not_typed = Lo escrito no es el nombre. Escríbalo exactamente.
web-place_missing = Diga adónde: una carpeta o la dirección de una base de datos.
web-set-restore = Restaurar una copia
web-restore-note = Una copia de seguridad se convierte en un conjunto nuevo con un nombre libre. Quien puede entrar aquí y es usuario en ella se hace miembro.
web-restore-from = Copia de seguridad
web-restore-upload = El archivo de abajo
web-restore-file = Archivo
web-restore-file-help = Hasta 200 MB. Los mayores: póngalos en la carpeta de copias.
web-restore-tokens = Conservar tokens de API
web-restore-tokens-help = Solo para un conjunto perdido. Si no, los programas escribirían también en la copia.
web-backups = Copias de seguridad
web-backups-none = Aún no hay copias. «Copia de seguridad» en el menú de un conjunto hace una.
web-backup-remove = Eliminar copia
web-backup-remove-note = El archivo se borra para siempre.
web-backup-removed = Copia eliminada.
web-download = Descargar
web-megabytes = { $n } MB
web-errands = Trabajos con conjuntos de cuentas
web-errands-none = Aún no se encargó nada. Copias y demás aparecen aquí mientras se hacen.
web-errand-ordered = Encargado. Puede seguir trabajando.
web-errand-running = En curso
web-errand-done = Hecho
web-errand-failed = Falló
web-errand-interrupted = Interrumpido: encárguelo otra vez
web-errand-copy = Copiar { $set } a { $about }
web-errand-backup = Copia de seguridad de { $set }
web-errand-restore = Restaurar { $about } como { $set }
web-errand-verify = Comprobar { $set }
web-errand-verify-file = Comprobar { $about }
web-errand-move = Mover { $set } a { $about }
web-errand-remove = Eliminar { $set }
web-errand-counts = { $rows } filas en { $tables } tablas.
web-errand-laws = Todas las leyes se cumplen.
web-errand-seal = Cadena íntegra hasta el sello { $number } ({ $hash }…).
web-set-gone = Este conjunto de cuentas fue eliminado o trasladado.

## Tokens of programs

web-token-revoke = Revocar
web-token-revoked = Token revocado. Quien lo use todavía será rechazado.
web-token-all = Todo lo que yo puedo
web-token-scopes-help = Una entidad:acción por línea, como parties.party:read. Vacío es todo lo que usted puede.

## Sharing a record

web-share = Compartir
web-share-note = Quien figure aquí ve { $record } más allá de lo que alcanza su rol.
web-share-none = No se comparte con nadie.
web-share-with = Con
web-share-may = Puede
web-share-read = Leer
web-share-edit = Leer y editar
web-share-end = Dejar de compartir
web-share-ended = Ya no se comparte.
web-share-add = Compartir con alguien
web-share-user = Compañero
web-share-team = o equipo
web-shared = Compartido.
web-share_with_whom = Elija un compañero o un equipo.

## Jobs

web-job-progress = { $done } de { $all }
web-job-figures = {"{"}done{"}"} de {"{"}all{"}"}
web-job-platform-sweep = Limpiar archivos sin nombre
web-job-platform-custom-fields = Añadir campos propios
web-job-exchange-import = Importación
web-imports-past = Importaciones hasta ahora
web-import-file-name = Archivo
web-import-when = Comenzada
web-import-by = Por
web-import-stopped = Detenida
web-import-taken-back = Deshecha
web-both = { $first } y { $second }
