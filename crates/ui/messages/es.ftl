# Palabras de las propias pantallas; cada módulo trae las suyas.

## The frame
ui-skip = Ir al contenido
ui-navigation = Navegación
ui-overview = Resumen
ui-breadcrumb = Usted está aquí
ui-search-jump = Buscar o ir a…
ui-more = Más
ui-notifications = Avisos
ui-palette = Paleta de comandos
ui-palette-hint = Buscar registros, páginas y acciones…
ui-palette-move = mover
ui-palette-open = abrir
ui-palette-tab = pestaña nueva
ui-nothing-found = No se ha encontrado nada. Revise la ortografía o busque menos palabras.
ui-offline = No se puede contactar con el servidor. Lo escrito sigue aquí; inténtelo de nuevo.
ui-leave = Hay cambios sin guardar en esta página. ¿Salir sin guardar?
ui-close = Cerrar
ui-undo = Deshacer
ui-cancel = Cancelar
ui-continue = Continuar
ui-back = Volver
ui-apply = Aplicar
ui-add = Añadir
ui-all-columns = Todas las columnas
ui-all = Todos
ui-yes = Sí
ui-no = No
ui-settings = Ajustes
ui-language = Idioma
ui-sign-out = Cerrar sesión
ui-theme-system = Como el sistema
ui-theme-light = Claro
ui-theme-dark = Oscuro
ui-actions = Acciones

## Lists
ui-views = Vistas guardadas
ui-save-view = Guardar vista
ui-view-name = Nombre de la vista
ui-view-team = Para todo el equipo
ui-filter = Filtrar
ui-remove-filter = Quitar filtro
ui-clear-filters = Quitar filtros
ui-from = Desde
ui-to = Hasta
ui-group = Agrupar
ui-shape = Forma
ui-show-list = Lista
ui-show-board = Tablero
ui-show-calendar = Calendario
ui-columns = Columnas
ui-density = Altura de fila
ui-density-compact = Compacta
ui-density-default = Normal
ui-density-cozy = Amplia
ui-select = Seleccionar
ui-select-all = Seleccionar todas las filas
ui-selected = { "{" }n{ "}" } seleccionados
ui-selection = Selección
ui-bulk = Acciones sobre la selección
ui-clear = Quitar selección
ui-record = registro
ui-records = registros
ui-sum-all = Sumar todo
ui-show-report = Mostrar
ui-pages = Páginas
ui-print-page = Página { $page } de { $pages }
ui-first = Primera página
ui-previous = Página anterior
ui-next = Página siguiente
ui-last = Última página

## Records
ui-record-previous = Registro anterior
ui-record-next = Registro siguiente
ui-create = Crear
ui-create-next = Crear y seguir
ui-create-named = Crear «{ "{" }name{ "}" }»
ui-save = Guardar
ui-saved = Guardado
ui-unsaved = Cambios sin guardar
ui-saving = Guardando…
ui-save-failed = No guardado
ui-not-saved = { $n ->
    [one] No se ha guardado: hay algo que corregir.
   *[other] No se ha guardado: hay { $n } cosas que corregir.
}
ui-changed-by-other = Otra persona acaba de guardar este registro.
ui-reload = Recargar
ui-conflict = { $who } cambió este registro { $when }. Elija qué se queda y guarde de nuevo.
ui-field = Campo
ui-yours = Su valor
ui-theirs = Guardado ahora
ui-locked = Bloqueado
ui-progress = Progreso
ui-parts = Partes del registro
ui-panel = Detalles y actividad
ui-required = Necesario
ui-pick-date = Elegir un día
ui-line = Línea
ui-none-yet = Nada todavía.
ui-no-lines = Aún no hay líneas.
ui-delete-line = Eliminar línea
ui-document = El documento
ui-grid = En las líneas
ui-grid-next = celda siguiente
ui-grid-accept = aceptar / línea siguiente
ui-grid-move = mover
ui-grid-duplicate = duplicar
ui-grid-delete = eliminar
ui-grid-save = guardar
ui-add-activity = Añadir a la actividad
ui-attach = Adjuntar
ui-write-note = Escriba una nota…
ui-type-to-confirm = No se puede deshacer. Escriba esta palabra para seguir

## Board and calendar
ui-move = Mover a…
ui-board-ways = Recorrido
ui-board-lifted = { "{" }card{ "}" } levantada. Mueva con las flechas, suelte con Espacio, cancele con Escape.
ui-board-moved = { "{" }column{ "}" }, posición { "{" }n{ "}" } de { "{" }of{ "}" }.
ui-board-dropped = { "{" }card{ "}" } soltada en { "{" }column{ "}" }, posición { "{" }n{ "}" } de { "{" }of{ "}" }.
ui-board-cancelled = { "{" }card{ "}" } ha vuelto a { "{" }column{ "}" }.
ui-calendar-moved = { "{" }entry{ "}" } movida al { "{" }day{ "}" }.
ui-earlier = Antes
ui-later = Después
ui-today = Hoy
ui-all-day = Todo el día

## Signing in
ui-sign-in = Iniciar sesión
ui-sign-in-code = Un paso más
ui-login = Correo o usuario
ui-password = Contraseña
ui-code = Código
ui-code-help = Escriba los seis dígitos que muestra ahora su aplicación de autenticación, o un código de recuperación.
ui-choose-set = Elija un conjunto de cuentas
ui-no-sets = Aún no puede entrar en ningún conjunto de cuentas. Pregunte a quien administra esta instalación.
ui-new-set = Nuevo conjunto de cuentas

## Import
ui-import-file = Archivo
ui-import-columns = Columnas
ui-import-rehearsal = Ensayo
ui-import-run = Importación
ui-import-result = Resultado
ui-drop-file = Suelte un archivo aquí o elija uno
ui-import-template = Archivo vacío con todas las columnas
ui-import-key = Buscar registros existentes por
ui-import-always-new = Nada: crear siempre
ui-import-column = Columna
ui-import-samples = Primeros valores
ui-import-skip = Omitir
ui-import-rehearse = Ensayar
ui-import-reread = Leer el archivo de nuevo
ui-import-now = Importar ahora
ui-import-row = Fila
ui-import-value = Valor
ui-import-problem = Qué está mal
ui-import-errors = Filas rechazadas en un archivo
ui-import-revert = Deshacer la importación
ui-import-show = Ver los registros

## Merging
ui-merge = Fusionar
ui-merge-survivor = Se queda

## Errors
ui-reference = Referencia
ui-error-not-found = No encontrado
ui-error-not-found-help = No existe esa página o registro, o usted no puede verlo. Revise la dirección o búsquelo.
ui-error-forbidden = Usted no puede hacer esto
ui-error-forbidden-help = A sus roles les falta el permiso. Pregunte a un administrador de este conjunto de cuentas.
ui-error-conflict = Otra persona fue más rápida
ui-error-conflict-help = El registro ha cambiado desde que lo abrió. Ábralo de nuevo y repita su cambio.
ui-error-refused = No se puede hacer
ui-error-refused-help = Una regla del negocio lo impide. No se ha cambiado nada.
ui-error-unavailable = No disponible ahora
ui-error-unavailable-help = El sistema está ocupado o se está actualizando. No se ha cambiado nada; inténtelo en un minuto.
ui-error-broken = Algo se ha roto por nuestra parte
ui-error-broken-help = No se ha cambiado nada. Inténtelo de nuevo; si se repite, dé la referencia de abajo a un administrador.

## Keys
ui-key-help = Teclado y ayuda
ui-key-palette = Buscar en todo
ui-key-create = Crear en esta lista
ui-key-search = Buscar en esta lista
ui-key-filter = Filtrar
ui-key-view-next = Vista siguiente
ui-key-show-list = Mostrar como lista
ui-key-show-board = Mostrar como tablero
ui-key-show-calendar = Mostrar como calendario
ui-key-row-next = Fila siguiente
ui-key-row-previous = Fila anterior
ui-key-row-select = Seleccionar la fila
ui-key-row-open = Abrir la fila
ui-key-select-all = Seleccionar todo
ui-key-clear = Quitar selección, cerrar
ui-key-reply = Responder
ui-key-note = Escribir una nota
ui-key-assign = Asignar
ui-key-tag = Etiquetar
ui-key-done = Resolver y pasar a la siguiente
ui-key-save = Guardar
ui-key-save-next = Crear y pasar al siguiente
ui-key-main = Guardar y ejecutar la acción principal
ui-key-print = Imprimir
ui-key-record-previous = Registro anterior
ui-key-record-next = Registro siguiente
ui-key-alarm = Ir a un aviso
ui-key-toggle-side = Estrechar la barra lateral
ui-key-toggle-panel = Ocultar el panel derecho
ui-key-go-home = Ir al inicio
ui-key-go-orders = Ir a pedidos
ui-key-go-customers = Ir a clientes
ui-key-go-products = Ir a productos
ui-key-go-board = Ir a oportunidades
ui-key-go-inbox = Ir a la bandeja
ui-key-go-approvals = Ir a aprobaciones
ui-key-go-day = Ir a mi día
ui-key-go-calendar = Ir al calendario
ui-alike = Posibles duplicados
ui-alike-n = { $n ->
    [one] Puede que ya exista
   *[other] Puede que ya exista: { $n } registros
}
ui-record-none = Final de la lista
ui-inbox-queues = Colas
ui-inbox-unread = Sin leer
ui-inbox-more = Mostrar más
ui-inbox-back = Volver a la lista
ui-inbox-internal = Solo para nosotros
ui-statements = Consultas que lo responden
