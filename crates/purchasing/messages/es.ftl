## Compras: solicitudes, pedidos, recepciones, facturas y devoluciones.

purchasing = Compras
purchasing-control-payment_block = Bloqueo de pago

# Order

purchasing-order = Pedido de compra
purchasing-order-plural = Pedidos de compra
purchasing-order-company = Empresa
purchasing-order-company_currency = Moneda de la empresa
purchasing-order-supplier = Proveedor
purchasing-order-payment_term = Condiciones de pago
purchasing-order-currency = Moneda
purchasing-order-warehouse = Almacén
purchasing-order-requested = Fecha solicitada
purchasing-order-owner = Responsable
purchasing-order-team = Equipo
purchasing-order-lines = Líneas
purchasing-order-net = Neto
purchasing-order-tax = Impuesto
purchasing-order-total = Total
purchasing-order-number = Número
purchasing-order-state = Estado
purchasing-order-supplier_reference = Referencia del proveedor
purchasing-order-ordered_on = Fecha del pedido
purchasing-order-over_receipt = Exceso admitido
purchasing-order-total_base = Total en moneda de la empresa
purchasing-order-due_on = Esperado el
purchasing-order-amendment = Modificación
purchasing-order-received = Recibido
purchasing-order-invoiced = Facturado
purchasing-order-cancelled_because = Motivo de la cancelación
purchasing-order-withdrawn_because = Retirado porque
purchasing-order-reminded_on = Reclamado el
purchasing-order-reminders = Reclamaciones
purchasing-order-view-open = Abiertos
purchasing-order-view-late = Con retraso
purchasing-order-view-to_invoice = Por facturar
purchasing-order-view-drafts = Borradores
purchasing-order-view-to_approve = Por aprobar
purchasing-order-op-release = Lanzar
purchasing-order-op-submit = Enviar a aprobación
purchasing-order-op-withdraw = Retirar
purchasing-order-op-withdraw-reason = Motivo
purchasing-order-op-acknowledge = Registrar la confirmación
purchasing-order-op-acknowledge-line = Línea, desde 1
purchasing-order-op-acknowledge-confirmed = Fecha confirmada
purchasing-order-op-acknowledge-forecast = Fecha prevista
purchasing-order-op-acknowledge-reference = Referencia del proveedor
purchasing-order-op-remind = Reclamar
purchasing-order-op-send_reminder = Reclamar por correo
purchasing-order-op-send_reminder-recipient = Para
purchasing-order-op-send_reminder-message = Mensaje
purchasing-order-op-announce = Aviso de envío
purchasing-order-op-announce-arrives_on = Llega el
purchasing-order-op-announce-reference = Número del proveedor
purchasing-reminder-mail-subject = Entregas atrasadas de nuestro pedido { $number }
purchasing-reminder-mail-usual = La carta adjunta dice qué falta de nuestro pedido y desde cuándo. Díganos cuándo llega.
purchasing-reminder-mail-body = { $message }
    
    { $sender }
purchasing-order-op-receive = Recibir
purchasing-order-op-invoice = Facturar
purchasing-order-op-amend = Modificar
purchasing-order-op-amend-reason = Motivo
purchasing-order-op-close = Cerrar
purchasing-order-op-reopen = Reabrir
purchasing-order-op-cancel = Cancelar
purchasing-order-op-cancel-reason = Motivo
purchasing-order-op-invoice-supplier_number = Número del proveedor
purchasing-order-op-invoice-documented_on = Fecha del documento
purchasing-order-op-invoice-due_on = Vencimiento
purchasing-order-state-draft = Borrador
purchasing-order-state-submitted = Por aprobar
purchasing-order-state-released = Lanzado
purchasing-order-state-closed = Cerrado
purchasing-order-state-cancelled = Cancelado
purchasing-order-received-nothing = Nada
purchasing-order-received-partly = En parte
purchasing-order-received-fully = Todo
purchasing-order-invoiced-nothing = Nada
purchasing-order-invoiced-partly = En parte
purchasing-order-invoiced-fully = Todo

# Order line

purchasing-order-line = Línea del pedido
purchasing-order-line-plural = Líneas del pedido
purchasing-order-line-item = Artículo
purchasing-order-line-description = Descripción
purchasing-order-line-quantity = Cantidad
purchasing-order-line-unit = Unidad
purchasing-order-line-price = Precio
purchasing-order-line-discount = Descuento
purchasing-order-line-tax_code = Código de impuesto
purchasing-order-line-requested = Fecha solicitada
purchasing-order-line-confirmed = Fecha confirmada
purchasing-order-line-forecast = Fecha prevista
purchasing-order-line-warehouse = Almacén
purchasing-order-line-dimensions = Dimensiones
purchasing-order-line-net = Neto
purchasing-order-line-tax = Impuesto
purchasing-order-line-cost = Coste
purchasing-order-line-stock_quantity = En unidad base
purchasing-order-line-is_service = Servicio

# Goods receipt

purchasing-supplier-calendar = Calendario de proveedor
purchasing-supplier-calendar-plural = Calendarios de proveedores
purchasing-supplier-calendar-supplier = Proveedor
purchasing-supplier-calendar-monday = Lunes
purchasing-supplier-calendar-tuesday = Martes
purchasing-supplier-calendar-wednesday = Miércoles
purchasing-supplier-calendar-thursday = Jueves
purchasing-supplier-calendar-friday = Viernes
purchasing-supplier-calendar-saturday = Sábado
purchasing-supplier-calendar-sunday = Domingo
purchasing-supplier-calendar-calendar = Festivos como en
purchasing-supplier-calendar-closed = Cerrado
purchasing-closed-days = Días de cierre
purchasing-closed-days-plural = Días de cierre
purchasing-closed-days-name = Nombre
purchasing-closed-days-starts_on = Desde
purchasing-closed-days-ends_on = Hasta

purchasing-shipping-notice = Aviso de envío
purchasing-shipping-notice-plural = Avisos de envío
purchasing-shipping-notice-number = Número
purchasing-shipping-notice-company = Empresa
purchasing-shipping-notice-supplier = Proveedor
purchasing-shipping-notice-reference = Número del proveedor
purchasing-shipping-notice-announced_on = Avisado el
purchasing-shipping-notice-arrives_on = Llega el
purchasing-shipping-notice-carrier = Transportista
purchasing-shipping-notice-tracking = Número de seguimiento
purchasing-shipping-notice-lines = Líneas
purchasing-shipping-notice-receipt = Entrada de mercancía
purchasing-shipping-notice-withdrawn_because = Retirado porque
purchasing-shipping-notice-state = Estado
purchasing-shipping-notice-state-draft = Borrador
purchasing-shipping-notice-state-announced = En camino
purchasing-shipping-notice-state-received = Recibido
purchasing-shipping-notice-state-withdrawn = Retirado
purchasing-shipping-notice-view-on_the_way = En camino
purchasing-shipping-notice-view-late = Atrasados
purchasing-shipping-notice-op-announce = Avisar
purchasing-shipping-notice-op-receive = Recibir
purchasing-shipping-notice-op-withdraw = No viene
purchasing-shipping-notice-op-withdraw-reason = Motivo
purchasing-notice-line = Línea de aviso de envío
purchasing-notice-line-plural = Líneas de avisos de envío
purchasing-notice-line-order_line = Línea del pedido
purchasing-notice-line-purchase_order = Pedido de compra
purchasing-notice-line-item = Artículo
purchasing-notice-line-description = Descripción
purchasing-notice-line-unit = Unidad
purchasing-notice-line-quantity = Cantidad

purchasing-goods-receipt = Recepción de mercancías
purchasing-goods-receipt-plural = Recepciones de mercancías
purchasing-goods-receipt-company = Empresa
purchasing-goods-receipt-supplier = Proveedor
purchasing-goods-receipt-currency = Moneda
purchasing-goods-receipt-entry = Asiento
purchasing-goods-receipt-lines = Líneas
purchasing-goods-receipt-number = Número
purchasing-goods-receipt-posted_on = Fecha contable
purchasing-goods-receipt-reversed_because = Motivo de la anulación
purchasing-goods-receipt-state = Estado
purchasing-goods-receipt-value = Valor
purchasing-goods-receipt-warehouse = Almacén
purchasing-goods-receipt-delivery_note = Albarán
purchasing-goods-receipt-view-drafts = Borradores
purchasing-goods-receipt-op-post = Contabilizar
purchasing-goods-receipt-op-reverse = Anular
purchasing-goods-receipt-op-reverse-posted_on = Fecha contable
purchasing-goods-receipt-op-reverse-reason = Motivo
purchasing-goods-receipt-state-draft = Borrador
purchasing-goods-receipt-state-posted = Contabilizado
purchasing-goods-receipt-state-reversed = Anulado

# Receipt line

purchasing-receipt-line = Línea de la recepción
purchasing-receipt-line-plural = Líneas de la recepción
purchasing-receipt-line-order_line = Línea del pedido
purchasing-receipt-line-purchase_order = Pedido de compra
purchasing-receipt-line-item = Artículo
purchasing-receipt-line-description = Descripción
purchasing-receipt-line-unit = Unidad
purchasing-receipt-line-warehouse = Almacén
purchasing-receipt-line-quantity = Apto
purchasing-receipt-line-quarantined = Por inspeccionar
purchasing-receipt-line-rejected = Rechazado
purchasing-receipt-line-rejected_because = Motivo del rechazo
purchasing-receipt-line-location = Ubicación
purchasing-receipt-line-lot = Lote

# Supplier invoice

purchasing-supplier-invoice = Factura de proveedor
purchasing-supplier-invoice-plural = Facturas de proveedor
purchasing-supplier-invoice-company = Empresa
purchasing-supplier-invoice-supplier = Proveedor
purchasing-supplier-invoice-currency = Moneda
purchasing-supplier-invoice-payment_term = Condiciones de pago
purchasing-supplier-invoice-documented_on = Fecha del documento
purchasing-supplier-invoice-due_on = Vencimiento
purchasing-supplier-invoice-entry = Asiento
purchasing-supplier-invoice-lines = Líneas
purchasing-supplier-invoice-net = Neto
purchasing-supplier-invoice-tax = Impuesto
purchasing-supplier-invoice-total = Total
purchasing-supplier-invoice-number = Número
purchasing-supplier-invoice-posted_on = Fecha contable
purchasing-supplier-invoice-reversed_because = Motivo de la anulación
purchasing-supplier-invoice-state = Estado
purchasing-supplier-invoice-supplier_number = Número del proveedor
purchasing-supplier-invoice-corrects = Rectifica
purchasing-supplier-invoice-taxed_on = Fecha del impuesto
purchasing-supplier-invoice-stated_total = Total del documento
purchasing-supplier-invoice-sense = Tipo
purchasing-supplier-invoice-sense-invoice = Factura
purchasing-supplier-invoice-sense-credit_note = Factura rectificativa
purchasing-supplier-invoice-payment = Pago
purchasing-supplier-invoice-payment-free = Libre
purchasing-supplier-invoice-payment-blocked = Bloqueado
purchasing-supplier-invoice-payment-released = Liberado a mano
purchasing-supplier-invoice-wrong_price = Precio distinto
purchasing-supplier-invoice-wrong_quantity = Más de lo recibido
purchasing-supplier-invoice-wrong_quality = Más de lo apto
purchasing-supplier-invoice-wrong_date = Antes o después de lo pactado
purchasing-supplier-invoice-without_order = Sin pedido
purchasing-supplier-invoice-released_because = Motivo de la liberación
purchasing-supplier-invoice-looks_like = Se parece a
purchasing-supplier-invoice-duplicate_key = Clave contra duplicados
purchasing-supplier-invoice-section-matching = Conciliación
purchasing-supplier-invoice-view-drafts = Borradores
purchasing-supplier-invoice-view-blocked = Pago bloqueado
purchasing-supplier-invoice-view-credit_notes = Facturas rectificativas
purchasing-supplier-invoice-op-release = Liberar
purchasing-supplier-invoice-op-release-reason = Motivo
purchasing-supplier-invoice-op-post = Contabilizar
purchasing-supplier-invoice-op-pay = Registrar pago
purchasing-supplier-invoice-op-pay-posted_on = Fecha de pago
purchasing-supplier-invoice-op-pay-bank_account = Cuenta bancaria
purchasing-supplier-invoice-op-pay-reference = Referencia
purchasing-supplier-invoice-op-reverse = Anular
purchasing-supplier-invoice-op-reverse-posted_on = Fecha contable
purchasing-supplier-invoice-op-reverse-reason = Motivo
purchasing-supplier-invoice-state-draft = Borrador
purchasing-supplier-invoice-state-posted = Contabilizado
purchasing-supplier-invoice-state-reversed = Anulado

# Invoice line

purchasing-invoice-line = Línea de la factura
purchasing-invoice-line-plural = Líneas de la factura
purchasing-invoice-line-order_line = Línea del pedido
purchasing-invoice-line-receipt_line = Línea de la recepción
purchasing-invoice-line-purchase_order = Pedido de compra
purchasing-invoice-line-item = Artículo
purchasing-invoice-line-description = Descripción
purchasing-invoice-line-quantity = Cantidad
purchasing-invoice-line-unit = Unidad
purchasing-invoice-line-price = Precio
purchasing-invoice-line-discount = Descuento
purchasing-invoice-line-tax_code = Código de impuesto
purchasing-invoice-line-account = Cuenta
purchasing-invoice-line-net = Neto
purchasing-invoice-line-tax = Impuesto
purchasing-invoice-line-cost = Coste
purchasing-invoice-line-price_only = Solo baja el precio
purchasing-invoice-line-dimensions = Dimensiones

# Supplier return

purchasing-supplier-return = Devolución al proveedor
purchasing-supplier-return-plural = Devoluciones al proveedor
purchasing-supplier-return-company = Empresa
purchasing-supplier-return-supplier = Proveedor
purchasing-supplier-return-currency = Moneda
purchasing-supplier-return-entry = Asiento
purchasing-supplier-return-lines = Líneas
purchasing-supplier-return-number = Número
purchasing-supplier-return-posted_on = Fecha contable
purchasing-supplier-return-reason = Motivo
purchasing-supplier-return-reversed_because = Motivo de la anulación
purchasing-supplier-return-state = Estado
purchasing-supplier-return-value = Debe el proveedor
purchasing-supplier-return-credited = Nota de cargo
purchasing-supplier-return-view-to_credit = Por abonar
purchasing-supplier-return-op-debit_note = Nota de cargo
purchasing-supplier-return-op-post = Contabilizar
purchasing-supplier-return-op-reverse = Anular
purchasing-supplier-return-op-reverse-posted_on = Fecha contable
purchasing-supplier-return-op-reverse-reason = Motivo
purchasing-supplier-return-op-debit_note-supplier_number = Número del proveedor
purchasing-supplier-return-op-debit_note-documented_on = Fecha del documento
purchasing-supplier-return-op-debit_note-due_on = Vencimiento
purchasing-supplier-return-state-draft = Borrador
purchasing-supplier-return-state-posted = Contabilizado
purchasing-supplier-return-state-reversed = Anulado
purchasing-supplier-return-credited-nothing = Nada
purchasing-supplier-return-credited-partly = En parte
purchasing-supplier-return-credited-fully = Todo

# Return line

purchasing-return-line = Línea de la devolución
purchasing-return-line-plural = Líneas de la devolución
purchasing-return-line-receipt_line = Línea de la recepción
purchasing-return-line-order_line = Línea del pedido
purchasing-return-line-purchase_order = Pedido de compra
purchasing-return-line-item = Artículo
purchasing-return-line-description = Descripción
purchasing-return-line-unit = Unidad
purchasing-return-line-quantity = Cantidad
purchasing-return-line-status = Estado de existencias
purchasing-return-line-status-unrestricted = Libre
purchasing-return-line-status-inspection = En inspección
purchasing-return-line-status-blocked = Bloqueado
purchasing-return-line-status-in_transit = En tránsito

# Match tolerance

purchasing-match-tolerance = Tolerancia de conciliación
purchasing-match-tolerance-plural = Tolerancias de conciliación
purchasing-match-tolerance-company = Empresa
purchasing-match-tolerance-item_group = Grupo de artículos
purchasing-match-tolerance-currency = Moneda
purchasing-match-tolerance-category = Categoría de proveedores
purchasing-match-tolerance-basis = Cantidad según
purchasing-match-tolerance-basis-receipt = Lo recibido
purchasing-match-tolerance-basis-order = Lo pedido
purchasing-match-tolerance-price_over = Más caro en
purchasing-match-tolerance-price_under = Más barato en
purchasing-match-tolerance-amount_over = Como máximo por línea
purchasing-match-tolerance-quantity_over = Más en
purchasing-match-tolerance-days_early = Antes en (días)
purchasing-match-tolerance-days_late = Después en (días)
purchasing-match-tolerance-total_small = Pequeña diferencia del total
purchasing-match-tolerance-order_required = Exige pedido

# Approval limit

# Amendment

purchasing-amendment = Modificación
purchasing-amendment-plural = Modificaciones
purchasing-amendment-purchase_order = Pedido de compra
purchasing-amendment-number = Número
purchasing-amendment-reason = Motivo
purchasing-amendment-lines = Líneas
purchasing-amendment-was = Lo que decía antes

# Amendment line

purchasing-amendment-line = Cambio
purchasing-amendment-line-plural = Cambios
purchasing-amendment-line-order_line = Línea del pedido
purchasing-amendment-line-subject = De qué
purchasing-amendment-line-changed = Campo
purchasing-amendment-line-before = Antes
purchasing-amendment-line-after = Después

# Requisition

purchasing-requisition = Solicitud de compra
purchasing-requisition-plural = Solicitudes de compra
purchasing-requisition-company = Empresa
purchasing-requisition-currency = Moneda
purchasing-requisition-lines = Líneas
purchasing-requisition-number = Número
purchasing-requisition-needed_on = Fecha necesaria
purchasing-requisition-owner = Responsable
purchasing-requisition-team = Equipo
purchasing-requisition-state = Estado
purchasing-requisition-warehouse = Almacén
purchasing-requisition-requested_on = Fecha de solicitud
purchasing-requisition-purpose = Para qué
purchasing-requisition-estimate = Estimación
purchasing-requisition-rejected_because = Motivo del rechazo
purchasing-requisition-view-to_approve = Por aprobar
purchasing-requisition-view-to_order = Por pedir
purchasing-requisition-op-replenish = Añadir lo que falta
purchasing-requisition-op-submit = Presentar
purchasing-requisition-op-approve = Aprobar
purchasing-requisition-op-reject = Rechazar
purchasing-requisition-op-reject-reason = Motivo
purchasing-requisition-op-order = Pedir
purchasing-requisition-op-cancel = Cancelar
purchasing-requisition-op-cancel-reason = Motivo
purchasing-requisition-state-draft = Borrador
purchasing-requisition-state-submitted = Presentado
purchasing-requisition-state-approved = Aprobado
purchasing-requisition-state-closed = Cerrado
purchasing-requisition-state-cancelled = Cancelado

# Requisition line

purchasing-requisition-line = Línea de la solicitud
purchasing-requisition-line-plural = Líneas de la solicitud
purchasing-requisition-line-item = Artículo
purchasing-requisition-line-quantity = Cantidad
purchasing-requisition-line-needed_on = Fecha necesaria
purchasing-requisition-line-supplier = Proveedor
purchasing-requisition-line-price = Precio
purchasing-requisition-line-warehouse = Almacén

# Reports

purchasing-report-progress = Seguimiento de compras
purchasing-report-progress-about = Cada línea por llegar o por facturar, con sus tres fechas y su retraso.
purchasing-report-progress-company = Empresa
purchasing-report-progress-supplier = Proveedor
purchasing-report-progress-only_late = Solo con retraso
purchasing-report-progress-as_of = A fecha de
purchasing-report-progress-order = Pedido
purchasing-report-progress-line = Línea
purchasing-report-progress-ordered = Pedido
purchasing-report-progress-received = Recibido
purchasing-report-progress-rejected = Rechazado
purchasing-report-progress-invoiced = Facturado
purchasing-report-progress-requested = Solicitado
purchasing-report-progress-confirmed = Confirmado
purchasing-report-progress-forecast = Previsto
purchasing-report-progress-announced = En camino
purchasing-report-progress-arrives_on = Llega el
purchasing-report-progress-days_late = Días de retraso
purchasing-report-progress-reminded_on = Reclamado el

# Laws

purchasing-progress_is_links = Lo recibido y facturado es lo que dicen los documentos
purchasing-clearing_is_links = Lo pendiente de factura es lo que dejan los documentos
purchasing-expected_is_open_orders = Lo que se espera en existencias es lo que aún traen los pedidos abiertos
purchasing-received_not_invoiced_is_open_receipts = Lo recibido sin factura son las recepciones abiertas

# What was refused

purchasing-account_takes_no_expense = Esta cuenta no admite gastos de esta empresa. Elija otra.
purchasing-corrects_other_supplier = Una rectificativa corrige una factura del mismo proveedor.
purchasing-credited_already = Ya tiene nota de cargo. Anúlela primero.
purchasing-credited_since = { $record }: una rectificativa anuló parte. Anúlela primero.
purchasing-discount_range = Un descuento está entre 0 y 100 %.
purchasing-expense_without_account = Indique la cuenta o el artículo de esta línea.
purchasing-goods_without_order = Una factura no recibe mercancía que nadie pidió. Haga un pedido y recíbala.
purchasing-invoice_over_nothing = No se contabiliza una factura de importe cero. Revise precios y cantidades.
purchasing-invoice_twice = Esta factura del proveedor ya existe: { $other }.
purchasing-less_than_came = Ya se recibió o facturó más que esto. Pida al menos esa cantidad.
purchasing-line_begun = Esta línea ya empezó: solo cambian cantidad, precio y fechas.
purchasing-more_than_came = Se devolvería más de lo recibido. Devuelva menos.
purchasing-more_than_invoiced = Se abonaría más de lo facturado. Abone menos.
purchasing-more_than_ordered = { $record }: pedido { $ordered }, llegaría { $would_be }. Reciba menos o modifique el pedido.
purchasing-no_such_line = El pedido no tiene esa línea.
purchasing-no_such_order_line = No existe esa línea de pedido. Tome una de un pedido lanzado del proveedor.
purchasing-no_such_receipt_line = No existe esa línea en una recepción contabilizada del proveedor.
purchasing-none_in_status = La recepción no trajo nada en este estado. Elija dónde está la mercancía.
purchasing-not_received = No se ha recibido nada de esto. Recíbalo primero.
purchasing-nothing_missing = Según las reglas de reposición no falta nada.
purchasing-nothing_to_credit = Nada de lo devuelto se facturó; no hay nada que abonar.
purchasing-nothing_to_invoice = { $record }: todo lo recibido está facturado.
purchasing-nothing_to_receive = { $record }: ya se recibió todo.
purchasing-order_begun = Ya se recibió o facturó algo. Cierre el pedido en su lugar.
purchasing-order_not_released = { $record } no está lanzado. Láncelo primero.
purchasing-order_of_other_supplier = { $record } es de otro proveedor o empresa.
purchasing-ends_before_start = El último día es anterior al primero. Corrija uno de los dos.
purchasing-never_delivers = El proveedor no entregaría ningún día. Marque un día de la semana o acorte los cierres.
purchasing-nothing_to_announce = Todo { $record } ha llegado o ya está en camino. Cambie o retire un aviso.
purchasing-announced_too_much = { $record }: llegarían { $would_be } de { $ordered } pedidos. Baje la cantidad o modifique el pedido.
purchasing-arrives_before_announced = La mercancía llega el día del aviso o después. Corrija uno de los dos días.
purchasing-other_currency = { $record } está en otra moneda que la factura.
purchasing-own_requisition = Lo que usted pide lo aprueba otra persona.
purchasing-part_not_exact = { $quantity } no es exacto en la unidad base. Tome una cantidad que lo sea.
purchasing-price_negative = Un precio no es negativo. Haga una rectificativa.
purchasing-kits_are_not_bought = { $record } es un kit. Pida sus componentes.
purchasing-price_only_credit = Solo una rectificativa de mercancía pedida baja su precio.
purchasing-quantity_not_positive = La cantidad es mayor que cero.
purchasing-receipt_used = Está facturada o se devolvió algo. Anule eso primero.
purchasing-tolerance_range = No es negativo, y una parte es como máximo el 100 %.
purchasing-days_range = Los días van de 0 a 3650. Corríjalo o déjelo vacío para admitir cualquier día.
purchasing-total_differs = El total del documento difiere de las líneas. Revise las líneas.
purchasing-warehouse_of_other_company = Este almacén es de otra empresa.
purchasing-without_currency = Indique la moneda.
purchasing-without_lines = No hay líneas. Añada al menos una.
purchasing-without_price = Esta línea no tiene precio. Escriba uno.
purchasing-without_supplier = Indique a quién se compra.
purchasing-without_warehouse = Indique adónde va la mercancía.
purchasing-nothing_late = Nada de este pedido va con retraso. Espere a que pase un día prometido o confirme otro día.

purchasing-print-purchase-order = Pedido de compra
purchasing-print-draft = Borrador
purchasing-print-cancelled = Anulado
purchasing-print-reminder = Reclamación de entregas atrasadas
purchasing-print-date = Fecha
purchasing-print-our-order = Nuestro pedido
purchasing-print-ordered-on = Pedido el
purchasing-print-your-reference = Su referencia
purchasing-print-reminder-number = Reclamación n.º
purchasing-print-reminder-intro = Según los días prometidos, los siguientes artículos de nuestro pedido ya deberían haber llegado. Les rogamos que los entreguen ahora.
purchasing-print-reminder-answer = Les rogamos que nos digan de inmediato qué día llegará cada línea.
purchasing-print-position = N.º
purchasing-print-description = Descripción
purchasing-print-item-number = Artículo { $number }
purchasing-print-quantity = Cantidad
purchasing-print-outstanding = Pendiente
purchasing-print-unit = Unidad
purchasing-print-price = Precio
purchasing-print-discount = Descuento
purchasing-print-net-in = Neto { $currency }
purchasing-print-promised-for = Prometido para
purchasing-print-days-late = Días de retraso
purchasing-print-net = Neto
purchasing-print-tax = Impuesto
purchasing-print-total = Total
purchasing-print-deliver-to = Entregar en

purchasing-page-bill-file = Facturas electrónicas
