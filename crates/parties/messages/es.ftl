## Organizaciones y personas con las que tratamos.

parties = Clientes y proveedores

# Party

parties-party = Tercero
parties-party-plural = Terceros
parties-party-code = Código
parties-party-form = Forma
parties-party-form-organisation = Organización
parties-party-form-person = Persona
parties-party-name = Nombre
parties-party-given_name = Nombre de pila
parties-party-family_name = Apellidos
parties-party-category = Categoría
parties-party-industry = Sector
parties-party-size = Tamaño
parties-party-size-1_10 = 1–10 personas
parties-party-size-11_50 = 11–50 personas
parties-party-size-51_200 = 51–200 personas
parties-party-size-201_500 = 201–500 personas
parties-party-size-501_1000 = 501–1000 personas
parties-party-size-over_1000 = Más de 1000 personas
parties-party-parent = Pertenece a
parties-party-country = País
parties-party-language = Idioma
parties-party-language-en = English
parties-party-language-zh-CN = 简体中文
parties-party-language-es = Español
parties-party-website = Sitio web
parties-party-notes = Notas
parties-party-roles = Papeles
parties-party-addresses = Direcciones
parties-party-emails = Correos electrónicos
parties-party-phones = Teléfonos
parties-party-email = Correo
parties-party-phone = Teléfono
parties-party-preferred_channel = Prefiere que le contacten por
parties-party-preferred_channel-email = Correo
parties-party-preferred_channel-phone = Teléfono
parties-party-preferred_channel-message = Mensaje
parties-party-preferred_channel-letter = Carta
parties-party-preferred_channel-visit = Visita
parties-party-best_time = Mejor momento
parties-party-do_not_contact = No contactar
parties-party-view-quiet = No contactar
parties-overview-unwanted = No deseado
parties-party-tax_country = País fiscal
parties-party-tax_id = NIF / identificación fiscal
parties-party-currency = Moneda
parties-party-credit_limit = Límite de crédito
parties-party-credit_status = Estado del crédito
parties-party-credit_status-ok = Correcto
parties-party-credit_status-watch = En observación
parties-party-credit_status-hold = Retenido
parties-party-credit_status-stop = Detenido
parties-party-owner = Responsable
parties-party-team = Equipo
parties-party-blocked_because = Motivo del bloqueo
parties-party-distinctions = No es lo mismo que
parties-party-is_customer = Cliente
parties-party-is_supplier = Proveedor
parties-party-state = Estado
parties-party-state-active = Activo
parties-party-state-blocked = Bloqueado
parties-party-state-inactive = Inactivo
parties-party-section-roles = Papeles
parties-party-section-contact = Contacto
parties-party-section-money = Impuestos y crédito
parties-party-section-care = Atención
parties-party-view-customers = Clientes
parties-party-view-suppliers = Proveedores
parties-party-view-people = Personas
parties-party-view-blocked = Bloqueados
parties-party-op-activate = Activar
parties-party-op-block = Bloquear
parties-party-op-deactivate = Desactivar
parties-party-op-transfer = Transferir
parties-party-op-merge = Fusionar

# Role

parties-role = Papel
parties-role-plural = Papeles
parties-role-role = Papel
parties-role-role-customer = Cliente
parties-role-role-supplier = Proveedor
parties-role-role-carrier = Transportista
parties-role-role-employee = Empleado
parties-role-role-channel_partner = Socio de canal
parties-role-starts_on = Desde
parties-role-ends_on = Hasta

# Address

parties-address = Dirección
parties-address-plural = Direcciones
parties-address-purpose = Uso
parties-address-purpose-bill = Facturación
parties-address-purpose-ship = Entrega
parties-address-purpose-site = Centro de trabajo
parties-address-purpose-store = Tienda
parties-address-name = Nombre
parties-address-street = Calle
parties-address-postal_code = Código postal
parties-address-city = Ciudad
parties-address-region = Provincia
parties-address-country = País
parties-address-latitude = Latitud (millonésimas de grado)
parties-address-longitude = Longitud (millonésimas de grado)
parties-address-opening_hours = Horario
parties-address-visit_hours = Horario preferido de visita
parties-address-is_primary = Principal

# E-mail address

parties-email-address = Correo electrónico
parties-email-address-plural = Correos electrónicos
parties-email-address-address = Dirección
parties-email-address-purpose = Uso
parties-email-address-purpose-work = Trabajo
parties-email-address-purpose-private = Particular
parties-email-address-purpose-mobile = Móvil
parties-email-address-purpose-billing = Facturación
parties-email-address-purpose-other = Otro
parties-email-address-is_primary = Principal
parties-email-address-is_invalid = No válido
parties-email-address-is_opted_out = Baja voluntaria

# Telephone number

parties-phone-number = Teléfono
parties-phone-number-plural = Teléfonos
parties-phone-number-number = Número
parties-phone-number-purpose = Uso
parties-phone-number-purpose-work = Trabajo
parties-phone-number-purpose-private = Particular
parties-phone-number-purpose-mobile = Móvil
parties-phone-number-purpose-billing = Facturación
parties-phone-number-purpose-other = Otro
parties-phone-number-is_primary = Principal
parties-phone-number-is_invalid = No válido
parties-phone-number-is_opted_out = Baja voluntaria
parties-phone-number-is_as_typed = Tal como se escribió

# Distinction

parties-distinction = Distinción
parties-distinction-plural = Distinciones
parties-distinction-other = Otro tercero

# Affiliation

parties-affiliation = Vinculación
parties-affiliation-plural = Vinculaciones
parties-affiliation-person = Persona
parties-affiliation-organisation = Organización
parties-affiliation-role = Cargo
parties-affiliation-reports_to = Depende de
parties-affiliation-buying_role = Papel en la compra
parties-affiliation-buying_role-decision_maker = Decide
parties-affiliation-buying_role-evaluator = Evalúa
parties-affiliation-buying_role-influencer = Influye
parties-affiliation-buying_role-user = Usuario
parties-affiliation-buying_role-blocker = Bloquea
parties-affiliation-attitude = Actitud
parties-affiliation-attitude-champion = Defensor
parties-affiliation-attitude-friendly = Favorable
parties-affiliation-attitude-neutral = Neutral
parties-affiliation-attitude-opposed = Contrario
parties-affiliation-starts_on = Desde
parties-affiliation-ends_on = Hasta
parties-affiliation-is_active = Activa
parties-affiliation-notes = Notas
parties-affiliation-section-selling = Venta
parties-affiliation-section-time = Período
parties-affiliation-view-now = Activas ahora

# Ownership

parties-ownership = Responsabilidad
parties-ownership-plural = Historial de responsables
parties-ownership-party = Tercero
parties-ownership-owner = Responsable
parties-ownership-team = Equipo
parties-ownership-starts_on = Desde
parties-ownership-ends_on = Hasta

# Merge

parties-merge = Fusión
parties-merge-plural = Fusiones
parties-merge-title = Registros
parties-merge-survivor = Registro conservado
parties-merge-merged = Registros fusionados
parties-merge-undone_at = Deshecha
parties-merge-moved = Lo trasladado
parties-merge-state = Estado
parties-merge-state-merged = Fusionados
parties-merge-state-undone = Deshecha
parties-merge-op-undo = Deshacer
parties-merged = Registro fusionado
parties-merged-plural = Registros fusionados
parties-merged-party = Registro

# Category and industry

parties-category = Categoría
parties-category-plural = Categorías
parties-category-code = Código
parties-category-name = Nombre
parties-industry = Sector
parties-industry-plural = Sectores
parties-industry-code = Código
parties-industry-name = Nombre

# Refusals: what happened, to which record, what to do next.

parties-looks_like = Se parece a { $candidates }. Abra ese registro o, si es otro, añádalo en «No es lo mismo que».
parties-parent_of_person = Solo una organización pertenece a otra. Elija una organización o registre una vinculación para la persona.
parties-parent_in_a_circle = { $record } quedaría por encima de sí misma. Elija una organización que no dependa de ella.
parties-tax_country_missing = Un número fiscal necesita su país. Elija el país que lo otorgó.
parties-tax_check_digit = { $value } no es un número fiscal de { $country }: el dígito de control no coincide. Compárelo con el original.
parties-tax_malformed = { $value } no tiene la forma de un número fiscal de { $country }. Compárelo con el original.
parties-credit_limit_negative = El límite de crédito es cero o más. Corríjalo o déjelo vacío para no limitar.
parties-credit_limit_currency = Un límite de crédito necesita su moneda. Elija una.
parties-ends_before_start = Termina antes de empezar. Corrija una de las fechas.
parties-not_on_earth = No es un lugar de la Tierra. La latitud llega a 90 grados y la longitud a 180.
parties-affiliation_person = Solo una persona tiene vinculación. Elija una persona.
parties-affiliation_organisation = Una persona se vincula a una organización. Elija una organización.
parties-reports_in_a_circle = Esta persona dependería de sí misma. Elija a alguien que no dependa de ella.
parties-merge_two_to_nine = Se fusionan de dos a nueve registros distintos a la vez. Elíjalos de nuevo.
parties-merge_unlike = Una persona y una organización nunca son lo mismo. Elija registros de una sola forma.
parties-merge_field_unknown = Este campo no se elige en una fusión. Quite esa elección.
parties-already_merged = { $record } ya se fusionó o archivó. Mire el registro { $survivor } y elija de nuevo.
parties-undo_too_late = Una fusión se deshace durante { $days } días y esta es más antigua. Cree un registro nuevo.
parties-undo_changed_since = { $what } cambió desde la fusión. Devuélvalo primero a su valor o cree un registro nuevo.
parties-party-op-block-reason = Motivo
parties-party-op-merge-other = Fusionar con
parties-party-op-transfer-also_children = También los terceros dependientes
parties-party-op-transfer-owner = Nuevo responsable
parties-party-op-transfer-team = Nuevo equipo
parties-alike-tax = mismo número fiscal
parties-alike-email = mismo correo
parties-alike-phone = mismo teléfono
parties-alike-name = mismo nombre
parties-alike-email_like = correo casi igual
parties-alike-phone_tail = mismas últimas cifras
parties-alike-domain = mismo dominio de correo
parties-alike-name_like = nombre parecido

parties-party-op-erase = Borrar datos personales
parties-party-op-erase-code = Código de la persona, para confirmar
parties-erase_code = El borrado es definitivo. Escriba el código { $code } para confirmar.

parties-follow_merge = Mover el resto de una fusión

# The customer's page
parties-page-overview = Resumen
parties-page-story = Cronología
parties-story-narrow = Acotar
parties-story-all = Todo
parties-story-everybody = De todos
parties-story-mine = Solo lo mío
parties-story-by = De quién
parties-panel-activities = Actividades
parties-panel-documents = Documentos
parties-story-note = Nota
parties-story-call = Llamada
parties-story-meeting = Reunión
parties-story-mail = Correo
parties-story-task = Tarea
parties-story-file = Archivo
parties-story-document = Documento
parties-story-ticket = Incidencia
parties-story-said = Mensaje
parties-story-said-customer = El cliente dijo
parties-story-said-us = Respondimos
parties-story-said-note = Nota interna
parties-story-nothing = Aún no ha pasado nada.
parties-story-program = El programa
parties-story-whole = Todo, también de contactos y documentos
parties-page-card = Como tarjeta (.vcf)
parties-panel-contacts = Contactos
parties-panel-group = Grupo
parties-overview-timeline = Cronología
parties-overview-record = Editar
parties-overview-offer = Presupuesto
parties-overview-order = Pedido
parties-overview-belongs = Pertenece a
parties-overview-contract = Contrato
