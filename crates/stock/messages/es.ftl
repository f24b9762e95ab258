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
stock-dated_before_last = { $record } ya se movió el { $day }. Elija ese día o uno posterior.
stock-item_or_group = Una regla es de un artículo o de un grupo. Elija uno de los dos.
stock-location_in_a_circle = Una ubicación no puede depender de sí misma. Elija otra zona.
stock-location_of_other_warehouse = La zona es de otro almacén. Elija una del mismo.
stock-lot_missing = { $record } se distingue por lotes. Elija el lote que se mueve.
stock-method_in_use = Ya hay existencias valoradas así. Cree otro artículo o mantenga el método.
stock-more_than_delivered = Vuelve más { $record } de lo que se entregó. Reduzca la cantidad.
stock-no_standard_cost = { $record } no tiene coste estándar. Indíquelo en el artículo.
stock-not_enough = { $record }: se piden { $wanted }, hay { $on_hand }. Pida menos o dé entrada antes.
stock-one_piece_a_number = Cada pieza de { $record } tiene su número. Indique una línea por pieza.
stock-quantity_not_positive = La cantidad ha de ser mayor que cero.
stock-services_do_not_move = { $record } es un servicio y no se almacena. Quite la línea.
stock-warehouse_in_use = Ya se movieron artículos en { $record }; su empresa y sus costes no cambian. Cree otro almacén.
stock-warehouse_of_other_company = { $record } es de otra empresa. Elija uno de esta.
stock-without_lines = No hay líneas. Añada al menos una.
