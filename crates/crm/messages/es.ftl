## Winning customers: leads, opportunities, forecasts and consent.

crm = Clientes potenciales y ventas

# Lead

crm-lead = Cliente potencial
crm-lead-plural = Clientes potenciales
crm-lead-view-queue = En cola
crm-lead-view-mine = Los míos
crm-lead-view-nurturing = En espera
crm-lead-view-converted = Convertidos
crm-lead-number = Número
crm-lead-name = Nombre
crm-lead-given_name = Nombre de pila
crm-lead-family_name = Apellidos
crm-lead-organisation = Organización
crm-lead-job_title = Cargo
crm-lead-interest = Qué desea
crm-lead-section-contact = Cómo contactar
crm-lead-emails = Correos electrónicos
crm-lead-phones = Teléfonos
crm-lead-email = Correo electrónico
crm-lead-phone = Teléfono
crm-lead-website = Sitio web
crm-lead-street = Calle
crm-lead-postal_code = Código postal
crm-lead-city = Ciudad
crm-lead-region = Provincia
crm-lead-country = País
crm-lead-language = Idioma
crm-lead-language-en = Inglés
crm-lead-language-zh-CN = Chino
crm-lead-language-es = Español
crm-lead-section-firm = La organización
crm-lead-industry = Sector
crm-lead-size = Plantilla
crm-lead-size-1_10 = 1–10
crm-lead-size-11_50 = 11–50
crm-lead-size-51_200 = 51–200
crm-lead-size-201_500 = 201–500
crm-lead-size-501_1000 = 501–1000
crm-lead-size-over_1000 = más de 1000
crm-lead-section-origin = De dónde viene
crm-lead-channel = Canal
crm-lead-channel-by_hand = Introducido a mano
crm-lead-channel-web_form = Formulario web
crm-lead-channel-email = Correo electrónico
crm-lead-channel-call = Teléfono
crm-lead-channel-chat = Chat
crm-lead-channel-event = Evento
crm-lead-channel-card = Tarjeta de visita
crm-lead-channel-import = Importación
crm-lead-channel-program = Otro programa
crm-lead-source = Origen
crm-lead-utm_source = Campaña: sitio
crm-lead-utm_medium = Campaña: medio
crm-lead-utm_campaign = Campaña
crm-lead-utm_term = Campaña: palabras buscadas
crm-lead-utm_content = Campaña: anuncio
crm-lead-landing_page = Página de llegada
crm-lead-section-care = Seguimiento
crm-lead-owner = Responsable
crm-lead-team = Equipo
crm-lead-company = Empresa
crm-lead-resume_on = Vuelve el
crm-lead-attempts = Intentos
crm-lead-loss_reason = No prosperó por
crm-lead-loss_note = Observación
crm-lead-worked_at = Primer contacto
crm-lead-state = Estado
crm-lead-state-new = Nuevo
crm-lead-state-working = En curso
crm-lead-state-nurturing = En espera
crm-lead-state-qualified = Cualificado
crm-lead-state-converted = Convertido
crm-lead-state-disqualified = Descartado
crm-lead-op-work = Atender
crm-lead-op-qualify = Cualificar
crm-lead-op-nurture = Dejar en espera
crm-lead-op-nurture-resume_on = Vuelve el
crm-lead-op-resume = Retomar
crm-lead-op-disqualify = Descartar
crm-lead-op-disqualify-reason = Motivo
crm-lead-op-disqualify-note = Observación
crm-lead-op-reopen = Reabrir
crm-lead-op-assign = Asignar según las reglas
crm-lead-op-hand_over = Traspasar
crm-lead-op-hand_over-owner = Nuevo responsable
crm-lead-op-hand_over-team = Nuevo equipo
crm-lead-email-address = Correo de un cliente potencial
crm-lead-email-address-plural = Correos de clientes potenciales
crm-lead-email-address-address = Dirección
crm-lead-email-address-purpose = Uso
crm-lead-email-address-purpose-work = Trabajo
crm-lead-email-address-purpose-private = Privado
crm-lead-email-address-purpose-mobile = Móvil
crm-lead-email-address-purpose-billing = Facturas
crm-lead-email-address-purpose-other = Otro
crm-lead-email-address-is_primary = Principal
crm-lead-phone-number = Teléfono de un cliente potencial
crm-lead-phone-number-plural = Teléfonos de clientes potenciales
crm-lead-phone-number-number = Número
crm-lead-phone-number-purpose = Uso
crm-lead-phone-number-purpose-work = Trabajo
crm-lead-phone-number-purpose-private = Privado
crm-lead-phone-number-purpose-mobile = Móvil
crm-lead-phone-number-purpose-billing = Facturas
crm-lead-phone-number-purpose-other = Otro
crm-lead-phone-number-is_primary = Principal
crm-lead-phone-number-is_as_typed = No se reconoce como número

# Sources, reasons, competitors

crm-source = Origen
crm-source-plural = Orígenes
crm-source-code = Código
crm-source-name = Nombre
crm-source-is_active = En uso
crm-loss-reason = Motivo de pérdida
crm-loss-reason-plural = Motivos de pérdida
crm-loss-reason-code = Código
crm-loss-reason-name = Nombre
crm-loss-reason-applies = Se da para
crm-loss-reason-applies-both = Clientes potenciales y oportunidades
crm-loss-reason-applies-leads = Clientes potenciales
crm-loss-reason-applies-opportunities = Oportunidades
crm-loss-reason-needs_competitor = Exige el competidor
crm-competitor = Competidor
crm-competitor-plural = Competidores
crm-competitor-name = Nombre
crm-competitor-website = Sitio web
crm-competitor-strengths = Puntos fuertes
crm-competitor-weaknesses = Puntos débiles

# Giving out leads

crm-assignment-rule = Regla de asignación
crm-assignment-rule-plural = Reglas de asignación
crm-assignment-rule-name = Nombre
crm-assignment-rule-place = Orden
crm-assignment-rule-leads = Qué clientes potenciales
crm-assignment-rule-distribution = Reparto
crm-assignment-rule-distribution-round_robin = Por turno
crm-assignment-rule-distribution-least_load = A quien tenga menos
crm-assignment-rule-distribution-weighted = Por peso
crm-assignment-rule-team = Equipo
crm-assignment-rule-told = Se avisa si nadie puede asumirlo a
crm-assignment-rule-members = Miembros
crm-assignment-rule-is_active = En uso
crm-assignment-member = Miembro de una regla de asignación
crm-assignment-member-plural = Miembros de reglas de asignación
crm-assignment-member-member = Usuario
crm-assignment-member-weight = Peso
crm-assignment-member-most_per_day = Máximo al día
crm-assignment-member-most_open = Máximo a la vez
crm-assignment-member-away_until = Ausente hasta
crm-assignment = Asignación
crm-assignment-plural = Asignaciones
crm-assignment-lead = Cliente potencial
crm-assignment-owner = Asignado a
crm-assignment-because = Motivo
crm-assignment-because-rule = Se cumple una regla
crm-assignment-because-known_customer = El cliente ya tiene responsable
crm-assignment-because-nobody_eligible = Nadie puede asumirlo
crm-assignment-because-no_rule = Ninguna regla se cumple
crm-assignment-by_rule = Regla
crm-assignment-customer = Cliente
crm-assignment-candidates = Candidatos
crm-assignment-candidate = Candidato para un cliente potencial
crm-assignment-candidate-plural = Candidatos para clientes potenciales
crm-assignment-candidate-candidate = Usuario
crm-assignment-candidate-verdict = Resultado
crm-assignment-candidate-verdict-eligible = Puede asumirlo
crm-assignment-candidate-verdict-inactive = Inactivo
crm-assignment-candidate-verdict-away = Ausente
crm-assignment-candidate-verdict-day_full = Cupo del día lleno
crm-assignment-candidate-verdict-too_much_open = Ya tiene suficientes
crm-assignment-candidate-today = Asignados en un día
crm-assignment-candidate-at_work = En curso

# Background work

crm-leads = Reparto de clientes potenciales

# Why two look alike

crm-alike-tax = mismo número fiscal
crm-alike-email = mismo correo
crm-alike-phone = mismo teléfono
crm-alike-name = mismo nombre
crm-alike-email_like = correo casi igual
crm-alike-phone_tail = mismas últimas cifras
crm-alike-domain = mismo dominio de correo
crm-alike-name_like = nombre parecido

# Refusals: what happened, to which record, what to do next.

crm-lead_without_name = Un cliente potencial necesita una persona o una organización. Escriba un nombre.
crm-resume_in_the_past = El { $day } no está por venir. Elija un día posterior a hoy.
crm-owner_inactive = { $record } ya no trabaja aquí. Elija a otra persona.
crm-reason_for_something_else = { $record } no es un motivo para esto. Elija otro.
crm-weight_not_positive = Un peso es uno o más. Corríjalo.
crm-limit_not_positive = Un límite es uno o más. Corríjalo, o déjelo vacío si no hay.
crm-member_twice = Este usuario ya es miembro. Quite una de las líneas.
