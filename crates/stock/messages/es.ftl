## Existencias: almacenes, lotes, movimientos y lo que valen los artículos.

stock = Existencias

# Warehouse

stock-warehouse = Almacén
stock-warehouse-plural = Almacenes
stock-warehouse-code = Código
stock-warehouse-name = Nombre
stock-warehouse-company = Empresa
stock-warehouse-address_of = Dirección de
stock-warehouse-own_costs = Costes propios

# Location

stock-location = Ubicación
stock-location-plural = Ubicaciones
stock-location-warehouse = Almacén
stock-location-code = Código
stock-location-name = Nombre
stock-location-parent = Zona

# Lot

stock-lot = Lote
stock-lot-plural = Lotes
stock-lot-item = Artículo
stock-lot-code = Número de lote o de serie
stock-lot-supplier_code = Lote del proveedor
stock-lot-made_on = Fabricado el
stock-lot-expires_on = Caduca el

# Item policy

stock-item-policy = Regla de artículo
stock-item-policy-plural = Reglas de artículo
stock-item-policy-company = Empresa
stock-item-policy-item = Artículo
stock-item-policy-item_group = Grupo de artículos
stock-item-policy-method = Valoración
stock-item-policy-method-moving_average = Precio medio ponderado
stock-item-policy-method-fifo = Primero en entrar, primero en salir
stock-item-policy-method-standard = Coste estándar
stock-item-policy-method-lot = Coste de cada lote
stock-item-policy-below_zero = Admite existencias negativas

# Stock ledger row

stock-ledger-row = Línea del libro de existencias
stock-ledger-row-plural = Libro de existencias
stock-ledger-row-number = Documento
stock-ledger-row-company = Empresa
stock-ledger-row-posted_on = Fecha contable
stock-ledger-row-item = Artículo
stock-ledger-row-warehouse = Almacén
stock-ledger-row-location = Ubicación
stock-ledger-row-lot = Lote
stock-ledger-row-status = Estado de las existencias
stock-ledger-row-status-unrestricted = Libre
stock-ledger-row-status-inspection = En inspección
stock-ledger-row-status-blocked = Bloqueado
stock-ledger-row-status-in_transit = En tránsito
stock-ledger-row-quantity = Cantidad
stock-ledger-row-value = Valor
stock-ledger-row-currency = Moneda
stock-ledger-row-source_kind = Clase de documento
stock-ledger-row-source = Identificador del documento
stock-ledger-row-source_line = Línea del documento
stock-ledger-row-reverses = Anula o corrige

# Reservation

stock-reservation = Reserva
stock-reservation-plural = Reservas
stock-reservation-number = Documento
stock-reservation-company = Empresa
stock-reservation-item = Artículo
stock-reservation-warehouse = Almacén
stock-reservation-wanted = Cantidad pedida
stock-reservation-quantity = Cantidad reservada
stock-reservation-wanted_on = Fecha pedida
stock-reservation-priority = Prioridad
stock-reservation-source_kind = Clase de documento
stock-reservation-source = Identificador del documento
stock-reservation-source_line = Línea del documento
stock-reservation-done = Terminada

# Stock movement

stock-movement = Movimiento de existencias
stock-movement-plural = Movimientos de existencias
stock-movement-view-drafts = Borradores
stock-movement-number = Número
stock-movement-company = Empresa
stock-movement-purpose = Motivo
stock-movement-purpose-opening = Existencias iniciales
stock-movement-purpose-receipt = Entrada
stock-movement-purpose-scrap = Merma
stock-movement-purpose-internal_use = Uso propio
stock-movement-purpose-difference = Diferencia
stock-movement-warehouse = Almacén
stock-movement-posted_on = Fecha contable
stock-movement-text = Texto
stock-movement-lines = Líneas
stock-movement-value = Valor
stock-movement-currency = Moneda
stock-movement-entry = Asiento
stock-movement-reversed_because = Motivo de la anulación
stock-movement-state = Estado
stock-movement-state-draft = Borrador
stock-movement-state-posted = Contabilizado
stock-movement-state-reversed = Anulado
stock-movement-op-post = Contabilizar
stock-movement-op-reverse = Anular
stock-movement-op-reverse-posted_on = Fecha contable
stock-movement-op-reverse-reason = Motivo
stock-movement-line = Línea de movimiento
stock-movement-line-plural = Líneas de movimientos
stock-movement-line-item = Artículo
stock-movement-line-quantity = Cantidad
stock-movement-line-unit_cost = Coste unitario
stock-movement-line-free = Gratuito
stock-movement-line-location = Ubicación
stock-movement-line-lot = Lote
stock-movement-line-status = Estado de las existencias
stock-movement-line-status-unrestricted = Libre
stock-movement-line-status-inspection = En inspección
stock-movement-line-status-blocked = Bloqueado
stock-movement-line-status-in_transit = En tránsito
stock-ledger-row-act = Qué pasó
stock-ledger-row-act-moved = Movido
stock-ledger-row-act-placed = Cambiado de sitio
stock-ledger-row-act-carried = Traspasado
stock-ledger-row-act-settled = Liquidado
stock-ledger-row-act-corrected = Corregido
stock-ledger-row-act-spread = Diferencia repartida
stock-ledger-row-origin = Procede de
stock-ledger-row-cost = Coste total
stock-ledger-row-matched = Cantidad afectada
stock-ledger-row-counter = Contrapartida

# Value adjustment

stock-value-adjustment = Ajuste de valor
stock-value-adjustment-plural = Ajustes de valor
stock-value-adjustment-number = Número
stock-value-adjustment-company = Empresa
stock-value-adjustment-posted_on = Día de la causa
stock-value-adjustment-reason = Motivo
stock-value-adjustment-reason-backdated = Contabilizado con fecha anterior
stock-value-adjustment-cause_number = Causado por
stock-value-adjustment-cause_kind = Clase de documento
stock-value-adjustment-cause = Identificador del documento
stock-value-adjustment-lines = Líneas
stock-value-adjustment-value = Valor
stock-value-adjustment-currency = Moneda
stock-value-adjustment-line = Línea de ajuste de valor
stock-value-adjustment-line-plural = Líneas de ajustes de valor
stock-value-adjustment-line-ledger_row = Línea corregida
stock-value-adjustment-line-document_number = Documento
stock-value-adjustment-line-item = Artículo
stock-value-adjustment-line-posted_on = Fecha contable
stock-value-adjustment-line-value = Valor
stock-value-adjustment-line-counter = Contrapartida

# Transfer

stock-transfer = Traspaso
stock-transfer-plural = Traspasos
stock-transfer-view-in_transit = En tránsito
stock-transfer-number = Número
stock-transfer-company = Empresa
stock-transfer-posted_on = Fecha contable
stock-transfer-text = Texto
stock-transfer-lines = Líneas
stock-transfer-entry = Asiento
stock-transfer-reversed_because = Motivo de la anulación
stock-transfer-state = Estado
stock-transfer-state-draft = Borrador
stock-transfer-state-reversed = Anulado
stock-transfer-op-post = Contabilizar
stock-transfer-op-reverse = Anular
stock-transfer-op-reverse-posted_on = Fecha contable
stock-transfer-op-reverse-reason = Motivo
stock-transfer-from_warehouse = Almacén de origen
stock-transfer-to_warehouse = Almacén de destino
stock-transfer-received_on = Recibido el
stock-transfer-state-in_transit = En tránsito
stock-transfer-state-received = Recibido
stock-transfer-op-send = Enviar
stock-transfer-op-receive = Recibir
stock-transfer-op-receive-posted_on = Fecha contable
stock-transfer-line = Línea de traspaso
stock-transfer-line-plural = Líneas de traspasos
stock-transfer-line-item = Artículo
stock-transfer-line-quantity = Cantidad
stock-transfer-line-lot = Lote
stock-transfer-line-status = Estado de las existencias
stock-transfer-line-status-unrestricted = Libre
stock-transfer-line-status-inspection = En inspección
stock-transfer-line-status-blocked = Bloqueado
stock-transfer-line-status-in_transit = En tránsito
stock-transfer-line-from_location = Ubicación de origen
stock-transfer-line-to_location = Ubicación de destino

# Status change

stock-status-change = Cambio de estado
stock-status-change-plural = Cambios de estado
stock-status-change-number = Número
stock-status-change-company = Empresa
stock-status-change-warehouse = Almacén
stock-status-change-posted_on = Fecha contable
stock-status-change-from_status = Estado anterior
stock-status-change-from_status-unrestricted = Libre
stock-status-change-from_status-inspection = En inspección
stock-status-change-from_status-blocked = Bloqueado
stock-status-change-from_status-in_transit = En tránsito
stock-status-change-to_status = Estado nuevo
stock-status-change-to_status-unrestricted = Libre
stock-status-change-to_status-inspection = En inspección
stock-status-change-to_status-blocked = Bloqueado
stock-status-change-to_status-in_transit = En tránsito
stock-status-change-reason = Motivo
stock-status-change-lines = Líneas
stock-status-change-reversed_because = Motivo de la anulación
stock-status-change-state = Estado
stock-status-change-state-draft = Borrador
stock-status-change-state-posted = Contabilizado
stock-status-change-state-reversed = Anulado
stock-status-change-op-post = Contabilizar
stock-status-change-op-reverse = Anular
stock-status-change-op-reverse-posted_on = Fecha contable
stock-status-change-op-reverse-reason = Motivo
stock-status-change-line = Línea de cambio de estado
stock-status-change-line-plural = Líneas de cambios de estado
stock-status-change-line-item = Artículo
stock-status-change-line-quantity = Cantidad
stock-status-change-line-location = Ubicación
stock-status-change-line-lot = Lote
stock-warehouse-frozen = Congelado
stock-warehouse-op-freeze = Congelar
stock-warehouse-op-thaw = Descongelar
stock-lot-frozen = Congelado
stock-lot-op-freeze = Congelar
stock-lot-op-thaw = Descongelar

# Count

stock-count = Recuento
stock-count-plural = Recuentos
stock-count-view-open = Abiertos
stock-count-number = Número
stock-count-company = Empresa
stock-count-warehouse = Almacén
stock-count-location = Ubicación
stock-count-text = Texto
stock-count-lines = Líneas
stock-count-value = Valor
stock-count-currency = Moneda
stock-count-entry = Asiento
stock-count-state = Estado
stock-count-state-draft = Borrador
stock-count-state-posted = Contabilizado
stock-count-op-post = Contabilizar
stock-count-item_group = Grupo de artículos
stock-count-posted_on = Contado el
stock-count-blind = A ciegas
stock-count-freeze = Congelar el almacén
stock-count-tolerance = Tolerancia
stock-count-accuracy = Exactitud
stock-count-state-counting = En recuento
stock-count-state-counted = Contado
stock-count-state-cancelled = Cancelado
stock-count-op-start = Empezar a contar
stock-count-op-finish = Terminar el recuento
stock-count-op-count_on = Seguir contando
stock-count-op-cancel = Cancelar
stock-count-line = Línea de recuento
stock-count-line-plural = Líneas de recuentos
stock-count-line-item = Artículo
stock-count-line-location = Ubicación
stock-count-line-lot = Lote
stock-count-line-status = Estado de las existencias
stock-count-line-status-unrestricted = Libre
stock-count-line-status-inspection = En inspección
stock-count-line-status-blocked = Bloqueado
stock-count-line-status-in_transit = En tránsito
stock-count-line-unit_cost = Coste unitario
stock-count-line-book = Cantidad en libros
stock-count-line-counted = Contado
stock-count-line-recounted = Recontado
stock-count-line-difference = Diferencia
stock-count-line-counted_after = Contado tras la línea
stock-count-line-recounted_after = Recontado tras la línea

# Reorder rule

stock-reorder-rule = Regla de reposición
stock-reorder-rule-plural = Reglas de reposición
stock-reorder-rule-company = Empresa
stock-reorder-rule-item = Artículo
stock-reorder-rule-warehouse = Almacén
stock-reorder-rule-section-demand = Demanda y plazo
stock-reorder-rule-section-amounts = Niveles y cantidades
stock-reorder-rule-daily_demand = Demanda diaria
stock-reorder-rule-demand_deviation = Desviación de la demanda
stock-reorder-rule-lead_days = Plazo en días
stock-reorder-rule-lead_deviation = Desviación del plazo
stock-reorder-rule-service_factor = Factor de servicio
stock-reorder-rule-safety_stock = Existencias de seguridad
stock-reorder-rule-reorder_point = Punto de pedido
stock-reorder-rule-maximum = Máximo
stock-reorder-rule-order_quantity = Cantidad de pedido
stock-reorder-rule-multiple = Múltiplo de

# Landed cost

stock-landed-cost = Coste en destino
stock-landed-cost-plural = Costes en destino
stock-landed-cost-number = Número
stock-landed-cost-company = Empresa
stock-landed-cost-posted_on = Fecha contable
stock-landed-cost-text = Texto
stock-landed-cost-currency = Moneda
stock-landed-cost-entry = Asiento
stock-landed-cost-reversed_because = Motivo de la anulación
stock-landed-cost-state = Estado
stock-landed-cost-state-draft = Borrador
stock-landed-cost-state-posted = Contabilizado
stock-landed-cost-state-reversed = Anulado
stock-landed-cost-op-post = Contabilizar
stock-landed-cost-op-reverse = Anular
stock-landed-cost-op-reverse-posted_on = Fecha contable
stock-landed-cost-op-reverse-reason = Motivo
stock-landed-cost-costs = Costes
stock-landed-cost-receipts = Mercancía
stock-landed-cost-total = Total
stock-landed-cost-item = Coste
stock-landed-cost-item-plural = Costes
stock-landed-cost-item-text = Texto
stock-landed-cost-item-amount = Importe
stock-landed-cost-item-basis = Repartido por
stock-landed-cost-item-basis-value = Valor
stock-landed-cost-item-basis-quantity = Cantidad
stock-landed-cost-item-basis-weight = Peso
stock-landed-cost-item-basis-volume = Volumen
stock-landed-cost-item-basis-fixed = Importes indicados
stock-landed-cost-receipt = Mercancía del coste
stock-landed-cost-receipt-plural = Mercancía de los costes
stock-landed-cost-receipt-ledger_row = Entrada
stock-landed-cost-receipt-weight = Peso
stock-landed-cost-receipt-volume = Volumen
stock-landed-cost-receipt-fixed = Importe indicado
stock-landed-cost-receipt-amount = Importe

# Reports

stock-total = Total
stock-opening = Antes
stock-came-from = Procede de
stock-went-to = Fue a
stock-still-here = Aún aquí
stock-report-on-hand = Existencias
stock-report-on-hand-about = Lo que había un día y lo que valía.
stock-report-on-hand-company = Empresa
stock-report-on-hand-as_of = A fecha de
stock-report-on-hand-warehouse = Almacén
stock-report-on-hand-quantity = Cantidad
stock-report-on-hand-unit_cost = Coste unitario
stock-report-on-hand-value = Valor
stock-report-on-hand-item_group = Grupo de artículos
stock-report-on-hand-code = Código
stock-report-on-hand-name = Artículo
stock-report-ageing = Antigüedad de las existencias
stock-report-ageing-about = Cuánto tiempo lleva la mercancía, según sus entradas.
stock-report-ageing-company = Empresa
stock-report-ageing-as_of = A fecha de
stock-report-ageing-warehouse = Almacén
stock-report-ageing-quantity = Cantidad
stock-report-ageing-value = Valor
stock-report-ageing-item_group = Grupo de artículos
stock-report-ageing-code = Código
stock-report-ageing-name = Artículo
stock-report-ageing-days_0 = Hasta 30 días
stock-report-ageing-days_31 = De 31 a 60 días
stock-report-ageing-days_61 = De 61 a 90 días
stock-report-ageing-days_91 = De 91 a 180 días
stock-report-ageing-days_181 = Más de 180 días
stock-report-slow-movers = Artículos de baja rotación
stock-report-slow-movers-about = Mercancía que no sale desde hace tiempo.
stock-report-slow-movers-company = Empresa
stock-report-slow-movers-as_of = A fecha de
stock-report-slow-movers-quantity = Cantidad
stock-report-slow-movers-value = Valor
stock-report-slow-movers-days = Días sin salida
stock-report-slow-movers-code = Código
stock-report-slow-movers-name = Artículo
stock-report-slow-movers-last_issue = Última salida
stock-report-card = Ficha de existencias
stock-report-card-about = Cada línea de un artículo, con lo que había y valía después.
stock-report-card-company = Empresa
stock-report-card-item = Artículo
stock-report-card-warehouse = Almacén
stock-report-card-starts_on = Desde
stock-report-card-ends_on = Hasta
stock-report-card-posted_on = Fecha contable
stock-report-card-lot = Lote
stock-report-card-status = Estado de las existencias
stock-report-card-quantity = Cantidad
stock-report-card-value = Valor
stock-report-card-after = Sigue tras
stock-report-card-number = Documento
stock-report-card-act = Qué pasó
stock-report-card-on_hand = Existencias
stock-report-card-worth = Valor total
stock-report-reconciliation = Existencias y contabilidad
stock-report-reconciliation-about = Si las cuentas de existencias coinciden con el almacén un día, y qué documentos tienen la culpa si no.
stock-report-reconciliation-company = Empresa
stock-report-reconciliation-as_of = A fecha de
stock-report-reconciliation-what = Cuenta o documento
stock-report-reconciliation-stock = Almacén
stock-report-reconciliation-books = Contabilidad
stock-report-reconciliation-difference = Diferencia
stock-report-lot-trace = Trazabilidad de un lote
stock-report-lot-trace-about = Los documentos por los que un lote llegó y salió, con lo que lo formó y en lo que se convirtió.
stock-report-lot-trace-lot = Lote
stock-report-lot-trace-item = Artículo
stock-report-lot-trace-posted_on = Fecha contable
stock-report-lot-trace-quantity = Cantidad
stock-report-lot-trace-number = Documento
stock-report-recall = Lista de retirada
stock-report-recall-about = Lo que hay que retirar: adónde fue la mercancía de un lote y lo que queda aquí.
stock-report-recall-lot = Lote
stock-report-recall-item = Artículo
stock-report-recall-posted_on = Fecha contable
stock-report-recall-quantity = Cantidad
stock-report-recall-number = Documento o almacén

# Laws

stock-balances_kept = Lo que hay en cada sitio es la suma de sus líneas
stock-values_kept = Lo que vale un artículo es la suma de sus líneas
stock-nothing_is_worth_nothing = Sin existencias no hay valor
stock-inventory_is_ledger = Las cuentas de existencias coinciden con el libro de existencias
stock-reserved_is_there = Lo reservado está disponible

# What was refused

stock-cannot_be_valued = { $record } no se puede valorar. Revise sus cantidades y costes.
stock-cost_not_positive = El coste de { $record } no es mayor que cero. Indique el coste o márquelo como gratuito.
stock-cost_not_positive_line = El coste unitario no es negativo. Déjelo vacío o indique cero o más.
stock-cost_unknown = No se conoce el coste de { $record }. Indique lo que cuesta una unidad.
stock-cost_unknown_line = Las existencias iniciales necesitan un coste unitario. Indíquelo o marque la línea como gratuita.
stock-item_or_group = Una regla es de un artículo o de un grupo. Elija uno de los dos.
stock-location_in_a_circle = Una ubicación no puede depender de sí misma. Elija otra zona.
stock-location_of_other_warehouse = La zona es de otro almacén. Elija una del mismo.
stock-lot_missing = { $record } se distingue por lotes. Elija el lote que se mueve.
stock-method_in_use = Ya hay existencias valoradas así. Cree otro artículo o mantenga el método.
stock-more_than_delivered = Se devuelve más { $record } de lo que se entregó. Reduzca la cantidad.
stock-no_standard_cost = { $record } no tiene coste estándar. Indíquelo en el artículo.
stock-not_enough = { $record }: se piden { $wanted }, hay { $on_hand }. Pida menos o dé entrada antes.
stock-one_piece_a_number = Cada pieza de { $record } tiene su número. Indique una línea por pieza.
stock-quantity_not_positive = La cantidad ha de ser mayor que cero.
stock-services_do_not_move = { $record } es un servicio y no se almacena. Quite la línea.
stock-warehouse_in_use = Ya se movieron artículos en { $record }; su empresa y sus costes no cambian. Cree otro almacén.
stock-warehouse_of_other_company = { $record } es de otra empresa. Elija uno de esta.
stock-without_lines = No hay líneas. Añada al menos una.
stock-correction_in_a_circle = Lo que cambia { $record } da vueltas entre traspasos. Use una fecha posterior o pida a contabilidad que ajuste los valores.
stock-dated_too_far_back = { $record } ya se movió el { $day } y la contabilidad admite como mucho { $days } días atrás. Elija un día posterior.
stock-short_at_document = { $record }: { $document } necesita { $wanted } y encontraría { $on_hand }. Tome menos o elija un día posterior.
stock-short_later = { $record }: se piden { $wanted }, pero las salidas posteriores dejan { $on_hand } libres ese día. Pida menos o elija un día posterior.
stock-too_many_to_correct = Después de ese día hay más de { $rows } movimientos de { $record }. Elija uno posterior.
stock-received_before_sent = Nada llega antes de salir. Elija el día del envío o uno posterior.
stock-same_status = El estado no cambiaría. Elija otro.
stock-status_by_transfer = Solo un traspaso pone mercancía en tránsito. Elija otro estado.
stock-transfer_to_itself = La mercancía no se movería. Elija otro almacén u otra ubicación.
stock-count_again = { $record } difiere más de lo tolerado. Vuelva a contar e indique lo encontrado.
stock-count_too_large = La hoja tendría más de 5.000 sitios. Cuente una ubicación o un grupo cada vez.
stock-counted_negative = Lo contado no es menos que nada. Indique cero o más.
stock-counted_twice = Este sitio ya está en la hoja. Indique lo encontrado en esa línea.
stock-lot_frozen = El lote { $record } está congelado. Tome otro o descongélelo antes.
stock-lot_missing_line = Este artículo se distingue por lotes. Elija el lote.
stock-not_counted = Este sitio no está contado. Indique lo encontrado, cero si no hay nada.
stock-warehouse_frozen = { $record } está congelado. Espere a que se contabilice el recuento o descongélelo.
stock-cost_is_nothing = Un coste no es cero. Indique su importe o quite la línea.
stock-fixed_parts_differ = Los importes indicados no suman { $record }. Iguálelos.
stock-how_much_to_order = Una regla dice cuánto pedir. Indique un máximo o una cantidad de pedido.
stock-landed_without_lines = Un coste en destino necesita costes y mercancía. Añada al menos uno de cada.
stock-lead_days = El plazo está entre 0 y 3.650 días.
stock-maximum_below_point = El máximo ha de ser mayor que el punto de pedido.
stock-not_a_receipt = Esta línea no trajo nada. Elija una entrada de esta empresa.
stock-nothing_to_share_by = { $record } no se puede repartir así. Indique pesos o volúmenes, o elija otro criterio.
stock-number_there_already = La pieza { $record } ya está en existencias. Compruebe el número.
stock-receipt_twice = Esta mercancía ya está en la lista. Deje una sola línea.
stock-reorder_point_missing = Una regla tiene un punto de pedido. Indíquelo, o la demanda con que se calcula.
stock-no_company_to_report = Ninguna empresa lleva contabilidad que usted pueda ver. Pida el permiso a un administrador.
stock-which_item = Una ficha es de un artículo. Elíjalo.
stock-which_lot = Elija el lote que quiere seguir.
