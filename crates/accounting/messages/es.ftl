## La contabilidad de la empresa: cuentas, ejercicios, asientos y partidas pendientes.

accounting = Contabilidad
accounting-control-period_lock = Cierre de período

# Account

accounting-account = Cuenta
accounting-account-plural = Cuentas
accounting-account-code = Código
accounting-account-name = Nombre
accounting-account-company = Empresa
accounting-account-parent = Pertenece a
accounting-account-nature = Naturaleza
accounting-account-nature-cash = Tesorería
accounting-account-nature-receivable = Deudores
accounting-account-nature-inventory = Existencias
accounting-account-nature-current_asset = Otros activos corrientes
accounting-account-nature-fixed_asset = Inmovilizado
accounting-account-nature-payable = Acreedores
accounting-account-nature-current_liability = Otros pasivos corrientes
accounting-account-nature-long_liability = Pasivo no corriente
accounting-account-nature-equity = Patrimonio neto
accounting-account-nature-revenue = Ingresos
accounting-account-nature-other_income = Otros ingresos
accounting-account-nature-cost_of_sales = Coste de ventas
accounting-account-nature-expense = Gastos
accounting-account-nature-other_expense = Otros gastos
accounting-account-control = Libro auxiliar
accounting-account-control-without = Ninguno
accounting-account-control-receivables = Clientes
accounting-account-control-payables = Proveedores
accounting-account-control-stock = Existencias
accounting-account-control-clearing = Cuenta puente
accounting-account-heading = Cuenta de grupo
accounting-account-currency = Moneda
accounting-account-group_code = Cuenta de consolidación
accounting-account-revalued = Se revalúa al tipo de cierre
accounting-account-view-lasting = De balance
accounting-account-view-result = De resultados

# Account role

accounting-account-role = Papel de cuenta
accounting-account-role-plural = Papeles de cuenta
accounting-account-role-company = Empresa
accounting-account-role-role = Papel
accounting-account-role-role-receivable = Clientes
accounting-account-role-role-payable = Proveedores
accounting-account-role-role-revenue = Ventas
accounting-account-role-role-cost_of_goods_sold = Coste de las mercancías vendidas
accounting-account-role-role-inventory = Mercaderías
accounting-account-role-role-received_not_invoiced = Mercancías recibidas pendientes de factura
accounting-account-role-role-delivered_not_invoiced = Entregado pendiente de facturar
accounting-account-role-role-in_transit = Mercancías en camino
accounting-account-role-role-input_tax = Impuesto soportado
accounting-account-role-role-output_tax = Impuesto repercutido
accounting-account-role-role-tax_in_transition = Impuesto pendiente de devengo
accounting-account-role-role-purchase_price_variance = Desviación de precio de compra
accounting-account-role-role-invoice_price_variance = Desviación de precio de factura
accounting-account-role-role-price_difference = Diferencias de precio
accounting-account-role-role-transfer_variance = Desviación de traspasos
accounting-account-role-role-revaluation = Revaluación de existencias
accounting-account-role-role-inventory_loss = Diferencias de inventario
accounting-account-role-role-scrap = Mermas
accounting-account-role-role-internal_use = Consumo interno
accounting-account-role-role-inventory_write_down = Pérdidas por deterioro de existencias
accounting-account-role-role-inventory_allowance = Deterioro de existencias
accounting-account-role-role-stock_variation = Variación de existencias
accounting-account-role-role-purchases = Compras
accounting-account-role-role-landed_cost = Costes de importación
accounting-account-role-role-landed_cost_variance = Desviación de costes de importación
accounting-account-role-role-bank = Bancos
accounting-account-role-role-cash = Caja
accounting-account-role-role-payment_clearing = Pagos en tránsito
accounting-account-role-role-customer_advances = Anticipos de clientes
accounting-account-role-role-supplier_advances = Anticipos a proveedores
accounting-account-role-role-discount_given = Descuentos concedidos
accounting-account-role-role-discount_taken = Descuentos obtenidos
accounting-account-role-role-bad_debt = Créditos incobrables
accounting-account-role-role-small_difference = Pequeñas diferencias
accounting-account-role-role-bank_fee = Servicios bancarios
accounting-account-role-role-dunning_income = Gastos de reclamación cobrados
accounting-account-role-role-interest_income = Ingresos por intereses
accounting-account-role-role-exchange_gain = Diferencias positivas de cambio
accounting-account-role-role-exchange_loss = Diferencias negativas de cambio
accounting-account-role-role-unrealised_gain = Diferencias positivas no realizadas
accounting-account-role-role-unrealised_loss = Diferencias negativas no realizadas
accounting-account-role-role-exchange_adjustment = Diferencias de cambio no realizadas
accounting-account-role-role-rounding = Redondeo
accounting-account-role-role-retained_earnings = Resultados acumulados
accounting-account-role-role-opening_balance = Saldos iniciales
accounting-account-role-role-between_dimensions = Entre dimensiones
accounting-account-role-role-freight = Transportes
accounting-account-role-role-work_in_progress = Productos en curso
accounting-account-role-item_group = Grupo de artículos
accounting-account-role-account = Cuenta

# Books

accounting-books = Libros contables
accounting-books-plural = Libros contables
accounting-books-company = Empresa
accounting-books-inventory_mode = Contabilización de existencias
accounting-books-inventory_mode-cost_of_sales = Por coste de ventas
accounting-books-inventory_mode-nature_of_expense = Por naturaleza del gasto
accounting-books-cost_at = Momento del coste de ventas
accounting-books-cost_at-delivery = En la entrega
accounting-books-cost_at-invoice = En la factura
accounting-books-costing = Valoración
accounting-books-costing-moving_average = Precio medio
accounting-books-costing-fifo = FIFO
accounting-books-costing-standard = Coste estándar
accounting-books-tax_rounding = Redondeo del impuesto
accounting-books-tax_rounding-document = Por documento
accounting-books-tax_rounding-line = Por línea
accounting-books-prices_with_tax = Precios al consumidor con impuestos
accounting-books-small_difference = Pequeñas diferencias hasta (unidades mínimas de moneda)
accounting-books-backdate_days = Días hacia atrás en existencias
accounting-books-state = Estado
accounting-books-state-planned = Previstos
accounting-books-state-open = Abiertos
accounting-books-op-open = Abrir
accounting-books-op-open-chart = Plan de cuentas
accounting-books-op-open-language = Idioma de los nombres de cuenta
accounting-books-op-open-starts_on = Primer día del primer ejercicio

# Fiscal year

accounting-fiscal-year = Ejercicio
accounting-fiscal-year-plural = Ejercicios
accounting-fiscal-year-name = Nombre
accounting-fiscal-year-company = Empresa
accounting-fiscal-year-starts_on = Desde
accounting-fiscal-year-ends_on = Hasta
accounting-fiscal-year-closing_entry = Asiento de cierre
accounting-fiscal-year-state = Estado
accounting-fiscal-year-state-planned = Previsto
accounting-fiscal-year-state-open = Abierto
accounting-fiscal-year-state-closed = Cerrado
accounting-fiscal-year-op-open = Abrir
accounting-fiscal-year-op-close = Cerrar
accounting-fiscal-year-op-reopen = Reabrir

# Period

accounting-period = Período
accounting-period-plural = Períodos
accounting-period-name = Nombre
accounting-period-company = Empresa
accounting-period-fiscal_year = Ejercicio
accounting-period-number = Número
accounting-period-starts_on = Desde
accounting-period-ends_on = Hasta
accounting-period-adjustment = De ajustes
accounting-period-general = General
accounting-period-general-future = Aún no abierto
accounting-period-general-open = Abierto
accounting-period-general-soft = Cierre provisional
accounting-period-general-hard = Cierre definitivo
accounting-period-receivables = Clientes
accounting-period-receivables-future = Aún no abierto
accounting-period-receivables-open = Abierto
accounting-period-receivables-soft = Cierre provisional
accounting-period-receivables-hard = Cierre definitivo
accounting-period-payables = Proveedores
accounting-period-payables-future = Aún no abierto
accounting-period-payables-open = Abierto
accounting-period-payables-soft = Cierre provisional
accounting-period-payables-hard = Cierre definitivo
accounting-period-inventory = Existencias
accounting-period-inventory-future = Aún no abierto
accounting-period-inventory-open = Abierto
accounting-period-inventory-soft = Cierre provisional
accounting-period-inventory-hard = Cierre definitivo
accounting-period-assets = Inmovilizado
accounting-period-assets-future = Aún no abierto
accounting-period-assets-open = Abierto
accounting-period-assets-soft = Cierre provisional
accounting-period-assets-hard = Cierre definitivo
accounting-period-payroll = Nóminas
accounting-period-payroll-future = Aún no abierto
accounting-period-payroll-open = Abierto
accounting-period-payroll-soft = Cierre provisional
accounting-period-payroll-hard = Cierre definitivo
accounting-period-tax = Impuestos
accounting-period-tax-future = Aún no abierto
accounting-period-tax-open = Abierto
accounting-period-tax-soft = Cierre provisional
accounting-period-tax-hard = Cierre definitivo
accounting-period-op-open = Abrir
accounting-period-op-open-part = Parte (vacío: todas)
accounting-period-op-close_softly = Cerrar provisionalmente
accounting-period-op-close_softly-part = Parte (vacío: todas)
accounting-period-op-close_for_good = Cerrar definitivamente
accounting-period-op-close_for_good-part = Parte (vacío: todas)

# Lock exception

accounting-lock-exception = Excepción de cierre
accounting-lock-exception-plural = Excepciones de cierre
accounting-lock-exception-period = Período
accounting-lock-exception-part = Parte
accounting-lock-exception-part-general = General
accounting-lock-exception-part-receivables = Clientes
accounting-lock-exception-part-payables = Proveedores
accounting-lock-exception-part-inventory = Existencias
accounting-lock-exception-part-assets = Inmovilizado
accounting-lock-exception-part-payroll = Nóminas
accounting-lock-exception-part-tax = Impuestos
accounting-lock-exception-person = Persona
accounting-lock-exception-until = Hasta
accounting-lock-exception-reason = Motivo
accounting-lock-exception-company = Empresa

# Dimension

accounting-dimension = Dimensión
accounting-dimension-plural = Dimensiones
accounting-dimension-code = Código
accounting-dimension-name = Nombre
accounting-dimension-required_on = Obligatoria en
accounting-dimension-required_on-cash = Tesorería
accounting-dimension-required_on-receivable = Deudores
accounting-dimension-required_on-inventory = Existencias
accounting-dimension-required_on-current_asset = Otros activos corrientes
accounting-dimension-required_on-fixed_asset = Inmovilizado
accounting-dimension-required_on-payable = Acreedores
accounting-dimension-required_on-current_liability = Otros pasivos corrientes
accounting-dimension-required_on-long_liability = Pasivo no corriente
accounting-dimension-required_on-equity = Patrimonio neto
accounting-dimension-required_on-revenue = Ingresos
accounting-dimension-required_on-other_income = Otros ingresos
accounting-dimension-required_on-cost_of_sales = Coste de ventas
accounting-dimension-required_on-expense = Gastos
accounting-dimension-required_on-other_expense = Otros gastos
accounting-dimension-balancing = Cuadra por sí misma
accounting-dimension-company = Empresa
accounting-dimension-value = Valor de dimensión
accounting-dimension-value-plural = Valores de dimensión
accounting-dimension-value-dimension = Dimensión
accounting-dimension-value-code = Código
accounting-dimension-value-name = Nombre
accounting-dimension-value-parent = Pertenece a
accounting-dimension-value-usual = Valor habitual
accounting-dimension-set = Combinación de dimensiones
accounting-dimension-set-plural = Combinaciones de dimensiones
accounting-dimension-set-name = Nombre
accounting-dimension-set-key = Clave
accounting-dimension-set-value_1 = Valor 1
accounting-dimension-set-value_2 = Valor 2
accounting-dimension-set-value_3 = Valor 3
accounting-dimension-set-value_4 = Valor 4
accounting-dimension-set-value_5 = Valor 5
accounting-dimension-set-value_6 = Valor 6
accounting-dimension-set-value_7 = Valor 7
accounting-dimension-set-value_8 = Valor 8
accounting-dimension-rule = Regla de dimensiones
accounting-dimension-rule-plural = Reglas de dimensiones
accounting-dimension-rule-name = Nombre
accounting-dimension-rule-company = Empresa
accounting-dimension-rule-dimension = Dimensión
accounting-dimension-rule-demand = Exigencia
accounting-dimension-rule-demand-required = Exige un valor
accounting-dimension-rule-demand-only = Solo estos valores
accounting-dimension-rule-demand-never = Estos valores no
accounting-dimension-rule-account = En la cuenta
accounting-dimension-rule-nature = En la naturaleza
accounting-dimension-rule-nature-cash = Tesorería
accounting-dimension-rule-nature-receivable = Deudores
accounting-dimension-rule-nature-inventory = Existencias
accounting-dimension-rule-nature-current_asset = Otros activos corrientes
accounting-dimension-rule-nature-fixed_asset = Inmovilizado
accounting-dimension-rule-nature-payable = Acreedores
accounting-dimension-rule-nature-current_liability = Otros pasivos corrientes
accounting-dimension-rule-nature-long_liability = Pasivo no corriente
accounting-dimension-rule-nature-equity = Patrimonio neto
accounting-dimension-rule-nature-revenue = Ingresos
accounting-dimension-rule-nature-other_income = Otros ingresos
accounting-dimension-rule-nature-cost_of_sales = Coste de ventas
accounting-dimension-rule-nature-expense = Gastos
accounting-dimension-rule-nature-other_expense = Otros gastos
accounting-dimension-rule-beside = Junto al valor
accounting-dimension-rule-lines = Valores
accounting-ruled-value = Valor de la regla
accounting-ruled-value-plural = Valores de la regla
accounting-ruled-value-value = Valor
accounting-group-account = Cuenta de consolidación
accounting-group-account-plural = Plan de consolidación
accounting-group-account-code = Código
accounting-group-account-name = Nombre
accounting-group-account-parent = Bajo
accounting-group-account-nature = Naturaleza
accounting-group-account-nature-cash = Tesorería
accounting-group-account-nature-receivable = Deudores
accounting-group-account-nature-inventory = Existencias
accounting-group-account-nature-current_asset = Otros activos corrientes
accounting-group-account-nature-fixed_asset = Inmovilizado
accounting-group-account-nature-payable = Acreedores
accounting-group-account-nature-current_liability = Otros pasivos corrientes
accounting-group-account-nature-long_liability = Pasivo no corriente
accounting-group-account-nature-equity = Patrimonio neto
accounting-group-account-nature-revenue = Ingresos
accounting-group-account-nature-other_income = Otros ingresos
accounting-group-account-nature-cost_of_sales = Coste de ventas
accounting-group-account-nature-expense = Gastos
accounting-group-account-nature-other_expense = Otros gastos
accounting-group-account-heading = Encabezado

# Tax code

accounting-tax-code = Código de impuesto
accounting-tax-code-plural = Códigos de impuesto
accounting-tax-code-code = Código
accounting-tax-code-name = Nombre
accounting-tax-code-company = Empresa
accounting-tax-code-country = País
accounting-tax-code-direction = Sentido
accounting-tax-code-direction-sale = Repercutido
accounting-tax-code-direction-purchase = Soportado
accounting-tax-code-account = Cuenta
accounting-tax-code-reverse_charge = Inversión del sujeto pasivo
accounting-tax-code-recoverable = Parte deducible
accounting-tax-code-compound = Se calcula sobre los impuestos anteriores
accounting-tax-code-base_box = Casilla de la base
accounting-tax-code-tax_box = Casilla de la cuota
accounting-tax-code-category = Categoría en factura electrónica
accounting-tax-code-rates = Tipos
accounting-tax-rate = Tipo de impuesto
accounting-tax-rate-plural = Tipos de impuesto
accounting-tax-rate-starts_on = Desde
accounting-tax-rate-rate = Tipo

# Exchange rate

accounting-exchange-rate = Tipo de cambio
accounting-exchange-rate-plural = Tipos de cambio
accounting-exchange-rate-base_currency = Una unidad de
accounting-exchange-rate-currency = equivale a tantas de
accounting-exchange-rate-kind = Clase
accounting-exchange-rate-kind-spot = Del día
accounting-exchange-rate-kind-average = Media del mes
accounting-exchange-rate-kind-closing = De cierre
accounting-exchange-rate-quoted_on = Día
accounting-exchange-rate-rate = Tipo

# Journal entry

accounting-journal-entry = Asiento
accounting-journal-entry-plural = Asientos
accounting-journal-entry-number = Número
accounting-journal-entry-company = Empresa
accounting-journal-entry-ledger = Libro mayor
accounting-journal-entry-journal = Diario
accounting-journal-entry-journal-general = General
accounting-journal-entry-journal-sales = Ventas
accounting-journal-entry-journal-purchases = Compras
accounting-journal-entry-journal-bank = Bancos
accounting-journal-entry-journal-stock = Existencias
accounting-journal-entry-journal-production = Producción
accounting-journal-entry-journal-assets = Inmovilizado
accounting-journal-entry-journal-payroll = Nóminas
accounting-journal-entry-journal-closing = Cierre y apertura
accounting-journal-entry-posted_on = Fecha contable
accounting-journal-entry-documented_on = Fecha del documento
accounting-journal-entry-taxed_on = Fecha de devengo
accounting-journal-entry-period = Período
accounting-journal-entry-text = Concepto
accounting-journal-entry-total_base = Total
accounting-journal-entry-company_currency = Moneda de la empresa
accounting-journal-entry-source_kind = Clase de documento
accounting-journal-entry-source = Documento
accounting-journal-entry-reverses = Anula el asiento
accounting-journal-entry-stated = Lo que consta en el documento
accounting-journal-entry-hash = Huella
accounting-journal-entry-previous_hash = Huella del anterior
accounting-journal-entry-lines = Apuntes
accounting-journal-entry-view-general = Diario general
accounting-journal-line = Apunte
accounting-journal-line-plural = Apuntes
accounting-journal-line-account = Cuenta
accounting-journal-line-amount_base = En moneda de la empresa
accounting-journal-line-amount = Importe
accounting-journal-line-currency = Moneda
accounting-journal-line-party = Tercero
accounting-journal-line-item = Artículo
accounting-journal-line-quantity = Cantidad
accounting-journal-line-dimensions = Dimensiones
accounting-journal-line-due_on = Vencimiento
accounting-journal-line-tax_code = Código de impuesto
accounting-journal-line-tax_base = Base imponible
accounting-journal-line-source_line = Línea del documento
accounting-journal-line-text = Concepto
accounting-journal-line-posted_on = Fecha contable

# Manual entry

accounting-manual-entry = Asiento manual
accounting-manual-entry-plural = Asientos manuales
accounting-manual-entry-number = Número
accounting-manual-entry-company = Empresa
accounting-manual-entry-posted_on = Fecha contable
accounting-manual-entry-text = Concepto
accounting-manual-entry-currency = Moneda
accounting-manual-entry-adjustment = En el período de ajustes
accounting-manual-entry-reverse_on = Se anula solo el día
accounting-manual-entry-lines = Apuntes
accounting-manual-entry-debit = Debe
accounting-manual-entry-credit = Haber
accounting-manual-entry-reversed_because = Motivo de la reversión
accounting-manual-entry-entry = Asiento
accounting-manual-entry-state = Estado
accounting-manual-entry-state-draft = Borrador
accounting-manual-entry-state-posted = Contabilizado
accounting-manual-entry-state-reversed = Anulado
accounting-manual-entry-view-drafts = Borradores
accounting-manual-entry-op-post = Contabilizar
accounting-manual-entry-op-reverse = Anular
accounting-manual-entry-op-reverse-posted_on = Fecha contable
accounting-manual-entry-op-reverse-reason = Motivo
accounting-manual-line = Apunte manual
accounting-manual-line-plural = Apuntes manuales
accounting-manual-line-account = Cuenta
accounting-manual-line-text = Concepto
accounting-manual-line-party = Tercero
accounting-manual-line-dimensions = Dimensiones
accounting-manual-line-due_on = Vencimiento
accounting-manual-line-debit = Debe
accounting-manual-line-credit = Haber

# Open item

accounting-open-item = Partida pendiente
accounting-open-item-plural = Partidas pendientes
accounting-open-item-number = Número
accounting-open-item-company = Empresa
accounting-open-item-side = Sentido
accounting-open-item-side-receivable = Por cobrar
accounting-open-item-side-payable = Por pagar
accounting-open-item-party = Tercero
accounting-open-item-account = Cuenta
accounting-open-item-entry = Asiento
accounting-open-item-entry_line = Apunte del asiento
accounting-open-item-posted_on = Fecha contable
accounting-open-item-due_on = Vencimiento
accounting-open-item-currency = Moneda
accounting-open-item-amount = Importe
accounting-open-item-amount_base = En moneda de la empresa
accounting-open-item-open = Pendiente
accounting-open-item-open_base = Pendiente en moneda de la empresa
accounting-open-item-company_currency = Moneda de la empresa
accounting-open-item-settled = Saldada
accounting-open-item-source_kind = Clase de documento
accounting-open-item-source = Documento
accounting-open-item-dimensions = Dimensiones
accounting-open-item-blocked = Motivo de la retención
accounting-open-item-disputed = En disputa
accounting-open-item-dunning_level = Nivel de reclamación
accounting-open-item-dunned_on = Última reclamación
accounting-open-item-interest_until = Intereses cargados hasta
accounting-open-item-view-receivable = Por cobrar
accounting-open-item-view-payable = Por pagar
accounting-allocation = Aplicación
accounting-allocation-plural = Aplicaciones
accounting-allocation-item = Partida pendiente
accounting-allocation-against = Contra
accounting-allocation-entry = Asiento
accounting-allocation-posted_on = Fecha contable
accounting-allocation-amount = Importe
accounting-allocation-currency = Moneda
accounting-allocation-amount_base = En moneda de la empresa
accounting-allocation-company_currency = Moneda de la empresa

# Refusals: what happened, to which record, what to do next.

accounting-account_code = El código de una cuenta solo lleva letras, cifras, puntos y guiones. Corríjalo.
accounting-parent_is_heading = Una cuenta depende de una cuenta de grupo de su misma empresa. Elija una.
accounting-account_in_a_circle = { $record } quedaría por encima de sí misma. Elija una cuenta de grupo que no dependa de ella.
accounting-account_in_use = { $record } ya tiene apuntes: su empresa, libro auxiliar, moneda y estado contable no cambian, ni pasa a ser cuenta de grupo. Cree otra cuenta.
accounting-role_account_of_company = La cuenta es de grupo o de otra empresa. Elija una de esta empresa que admita apuntes.
accounting-role_without_account = El papel «{ $role ->
    [receivable] { accounting-account-role-role-receivable }
    [payable] { accounting-account-role-role-payable }
    [revenue] { accounting-account-role-role-revenue }
    [cost_of_goods_sold] { accounting-account-role-role-cost_of_goods_sold }
    [inventory] { accounting-account-role-role-inventory }
    [received_not_invoiced] { accounting-account-role-role-received_not_invoiced }
    [delivered_not_invoiced] { accounting-account-role-role-delivered_not_invoiced }
    [in_transit] { accounting-account-role-role-in_transit }
    [input_tax] { accounting-account-role-role-input_tax }
    [output_tax] { accounting-account-role-role-output_tax }
    [tax_in_transition] { accounting-account-role-role-tax_in_transition }
    [purchase_price_variance] { accounting-account-role-role-purchase_price_variance }
    [invoice_price_variance] { accounting-account-role-role-invoice_price_variance }
    [price_difference] { accounting-account-role-role-price_difference }
    [transfer_variance] { accounting-account-role-role-transfer_variance }
    [revaluation] { accounting-account-role-role-revaluation }
    [inventory_loss] { accounting-account-role-role-inventory_loss }
    [scrap] { accounting-account-role-role-scrap }
    [internal_use] { accounting-account-role-role-internal_use }
    [inventory_write_down] { accounting-account-role-role-inventory_write_down }
    [inventory_allowance] { accounting-account-role-role-inventory_allowance }
    [stock_variation] { accounting-account-role-role-stock_variation }
    [purchases] { accounting-account-role-role-purchases }
    [landed_cost] { accounting-account-role-role-landed_cost }
    [landed_cost_variance] { accounting-account-role-role-landed_cost_variance }
    [bank] { accounting-account-role-role-bank }
    [cash] { accounting-account-role-role-cash }
    [payment_clearing] { accounting-account-role-role-payment_clearing }
    [customer_advances] { accounting-account-role-role-customer_advances }
    [supplier_advances] { accounting-account-role-role-supplier_advances }
    [discount_given] { accounting-account-role-role-discount_given }
    [discount_taken] { accounting-account-role-role-discount_taken }
    [bad_debt] { accounting-account-role-role-bad_debt }
    [small_difference] { accounting-account-role-role-small_difference }
    [bank_fee] { accounting-account-role-role-bank_fee }
    [dunning_income] { accounting-account-role-role-dunning_income }
    [interest_income] { accounting-account-role-role-interest_income }
    [exchange_gain] { accounting-account-role-role-exchange_gain }
    [exchange_loss] { accounting-account-role-role-exchange_loss }
    [unrealised_gain] { accounting-account-role-role-unrealised_gain }
    [unrealised_loss] { accounting-account-role-role-unrealised_loss }
    [exchange_adjustment] { accounting-account-role-role-exchange_adjustment }
    [rounding] { accounting-account-role-role-rounding }
    [retained_earnings] { accounting-account-role-role-retained_earnings }
    [opening_balance] { accounting-account-role-role-opening_balance }
    [between_dimensions] { accounting-account-role-role-between_dimensions }
    [freight] { accounting-account-role-role-freight }
    [work_in_progress] { accounting-account-role-role-work_in_progress }
   *[other] { $role }
}» no tiene cuenta. Añádalo a los papeles de cuenta de la empresa.
accounting-no_books = Los libros contables de { $record } no están abiertos. Ábralos primero.
accounting-books_in_use = Estos libros ya tienen apuntes: la empresa y la contabilización de existencias no cambian. Déjelas como estaban.
accounting-small_difference = Las pequeñas diferencias van de 0 a 100000 unidades mínimas de la moneda. Corrija la cifra.
accounting-backdate_days = Las existencias se fechan hasta 3650 días atrás. Corrija la cifra.
accounting-ends_before_start = Termina antes de empezar. Corrija una de las fechas.
accounting-year_too_long = Un ejercicio dura como mucho 24 meses. Elija un último día anterior.
accounting-years_overlap = Los días se solapan con el ejercicio { $record }. Empiece después de él o termine antes.
accounting-year_in_use = { $record } ya tiene períodos: su empresa y sus fechas no cambian. Déjelas como estaban.
accounting-no_period = Ningún período admite apuntes para el { $day }. Abra el ejercicio y sus períodos o elija otro día.
accounting-period_in_future = { $record } aún no está abierto para el { $day }. Abra el período o elija un día anterior.
accounting-returns_closed = Las declaraciones de impuestos desde el { $day } están cerradas. Abra la parte de impuestos de un período o pida una excepción de cierre.
accounting-period_closed = { $record } está cerrado para el { $day }. Elija un día de un período abierto o pida una excepción de cierre.
accounting-period_closed_for_good = { $record } está cerrado definitivamente y no se vuelve a abrir. Contabilice en un día de un período abierto.
accounting-bank_files = Elija hasta { $most } ficheros del banco.
accounting-period_has_drafts = El período aún tiene borradores ({ $count }): { $record }. Contabilícelos, páselos a otro día o archívelos.
accounting-exception_too_long = Una excepción de cierre dura como mucho 31 días. Elija un final anterior.
accounting-value_of_other_dimension = El valor superior es de otra dimensión. Elija uno de la misma.
accounting-value_in_a_circle = { $record } quedaría por encima de sí mismo. Elija un valor que no dependa de él.
accounting-dimension_twice = { $record } es un segundo valor de una dimensión que ya tiene uno. Quite uno de los dos.
accounting-dimension_missing = Los apuntes en { $record } necesitan un valor de { $dimension }. Elíjalo en la línea o marque uno como habitual, que tomarán los documentos.
accounting-value_not_allowed = La regla { $rule } no admite { $value } en apuntes de { $record }. Elija otro valor o cambie la regla.
accounting-rule_without_values = Una regla de solo estos valores nombra al menos uno. Añada un valor.
accounting-rule_beside_itself = Este valor es de la dimensión de la que trata la regla. Elija uno de otra dimensión.
accounting-group_parent = Lo que está por encima de una cuenta de grupo es un encabezamiento. Elija uno o márquelo antes como tal.
accounting-group_code_unknown = El plan del grupo no tiene una cuenta { $code } que reciba importes. Elija uno de sus códigos o añada antes la cuenta allí.
accounting-usual_twice = { $record } ya es el valor habitual de esta dimensión. Quite primero allí la marca.
accounting-too_many_dimensions = Un apunte lleva como mucho ocho dimensiones. Archive una que no se use.
accounting-dimension_unbalanced = En { $record }, a { $value } le quedan { $gap } en unidades mínimas de la moneda. Añada apuntes de ese valor hasta que cuadren; para asientos de documentos, indique la cuenta de la función «Entre dimensiones».
accounting-recoverable_share = La parte deducible va de 0 a 100 por ciento. Corríjala.
accounting-tax_rate_range = Un tipo de impuesto va de 0 a 100 por ciento. Corríjalo.
accounting-tax_rate_twice = Ya hay un tipo desde este día. Quite una de las líneas.
accounting-rate_of_itself = Un tipo de cambio es entre dos monedas distintas. Elija otra.
accounting-rate_not_positive = Un tipo de cambio debe ser mayor que cero. Corríjalo.
accounting-no_rate = No hay tipo de cambio de { $from } a { $to } para el { $day } ni los días anteriores. Introduzca uno.
accounting-entry_without_lines = El asiento no tiene apuntes con importe. Indique al menos uno al debe y otro al haber.
accounting-entry_unbalanced = El debe menos el haber da { $gap } en unidades mínimas de la moneda. Corrija los apuntes hasta que dé cero.
accounting-debit_or_credit = Un apunte va al debe o al haber. Rellene uno de los dos.
accounting-account_takes_no_postings = { $record } es de grupo, está archivada o es de otra empresa. Elija una cuenta de esta empresa que admita apuntes.
accounting-account_currency = { $record } se lleva en otra moneda. Contabilice en esa moneda o elija otra cuenta.
accounting-control_by_hand = En esta cuenta solo contabilizan los documentos de mercancías. Use uno de ellos o elija otra cuenta.
accounting-control_without_party = Una cuenta de clientes o proveedores necesita un tercero. Elija de quién es la partida.
accounting-reversed_before = Un asiento se anula después del día en que se contabiliza. Elija un día posterior.
accounting-already_reversed = El asiento { $record } ya anuló este. Cree uno nuevo si queda algo por corregir.
accounting-item_partly_settled = { $record } ya está saldada en parte o del todo. Anule antes lo que la saldó.
accounting-more_than_open = Es más de lo que queda pendiente en { $record }. Indique como mucho lo que queda.

# Tax rule

accounting-tax-rule = Regla de impuestos
accounting-tax-rule-plural = Reglas de impuestos
accounting-tax-rule-company = Empresa
accounting-tax-rule-direction = Para
accounting-tax-rule-direction-sale = Venta
accounting-tax-rule-direction-purchase = Compra
accounting-tax-rule-destination = Destino
accounting-tax-rule-destination-anywhere = Cualquier lugar
accounting-tax-rule-destination-domestic = Nacional
accounting-tax-rule-destination-abroad = Extranjero
accounting-tax-rule-country = País
accounting-tax-rule-standing = Contraparte
accounting-tax-rule-standing-business = Empresa
accounting-tax-rule-standing-consumer = Consumidor
accounting-tax-rule-item_group = Grupo de artículos
accounting-tax-rule-starts_on = Válida desde
accounting-tax-rule-ends_on = Válida hasta
accounting-tax-rule-tax_code = Código de impuesto

accounting-tax_code_of_company = El código de impuesto pertenece a otra empresa. Elija uno de esta empresa.
accounting-tax_code_direction = El código de impuesto es de la otra dirección. Elija uno de ventas o de compras, según la regla.
accounting-tax_rules_tie = Dos reglas de impuestos sirven igual de bien para { $record } y nombran códigos distintos. Haga más específica una de ellas.
accounting-no_tax_rate = El código de impuesto { $record } no tiene tipo el { $day }. Añada el tipo vigente ese día.
accounting-stated_tax_without_code = Ninguna línea lleva impuesto, así que el indicado no tiene dónde anotarse. Asigne un código de impuesto a las líneas o borre el impuesto indicado.

# Reports

accounting-report-trial-balance = Balance de sumas y saldos
accounting-report-trial-balance-about = Lo que cada cuenta tenía al principio, lo que se movió y lo que tiene al final.
accounting-report-trial-balance-company = Empresa
accounting-report-trial-balance-starts_on = Desde
accounting-report-trial-balance-ends_on = Hasta
accounting-report-trial-balance-code = Código
accounting-report-trial-balance-name = Cuenta
accounting-report-trial-balance-opening = Saldo inicial
accounting-report-trial-balance-debit = Debe
accounting-report-trial-balance-credit = Haber
accounting-report-trial-balance-closing = Saldo final

accounting-report-balance-sheet = Balance de situación
accounting-report-balance-sheet-about = Lo que la empresa tiene, lo que debe y lo que le queda en un día.
accounting-report-balance-sheet-company = Empresa
accounting-report-balance-sheet-as_of = A fecha
accounting-report-balance-sheet-compared_as_of = Comparar con
accounting-report-balance-sheet-code = Código
accounting-report-balance-sheet-name = Cuenta
accounting-report-balance-sheet-amount = Importe

accounting-report-income-statement = Cuenta de pérdidas y ganancias
accounting-report-income-statement-about = Lo que se ganó y se gastó en un tiempo, con los márgenes intermedios.
accounting-report-income-statement-company = Empresa
accounting-report-income-statement-starts_on = Desde
accounting-report-income-statement-ends_on = Hasta
accounting-report-income-statement-compared_starts_on = Comparar desde
accounting-report-income-statement-compared_ends_on = Comparar hasta
accounting-report-income-statement-code = Código
accounting-report-income-statement-name = Cuenta
accounting-report-income-statement-amount = Importe

accounting-report-cash-flow = Estado de flujos de efectivo
accounting-report-cash-flow-about = De dónde vino el efectivo en un tiempo y adónde fue.
accounting-report-cash-flow-company = Empresa
accounting-report-cash-flow-starts_on = Desde
accounting-report-cash-flow-ends_on = Hasta
accounting-report-cash-flow-name = Concepto
accounting-report-cash-flow-amount = Importe

accounting-report-general-ledger = Libro mayor
accounting-report-general-ledger-about = Cada apunte de una cuenta con el saldo que deja.
accounting-report-general-ledger-company = Empresa
accounting-report-general-ledger-account = Cuenta
accounting-report-general-ledger-starts_on = Desde
accounting-report-general-ledger-ends_on = Hasta
accounting-report-general-ledger-posted_on = Fecha contable
accounting-report-general-ledger-number = Asiento
accounting-report-general-ledger-text = Concepto
accounting-report-general-ledger-party = Tercero
accounting-report-general-ledger-debit = Debe
accounting-report-general-ledger-credit = Haber
accounting-report-general-ledger-balance = Saldo

accounting-report-tax-return = Declaración de impuestos
accounting-report-tax-return-about = Base y cuota de cada código de impuesto, con las casillas de la declaración.
accounting-report-tax-return-company = Empresa
accounting-report-tax-return-starts_on = Desde
accounting-report-tax-return-ends_on = Hasta
accounting-report-tax-return-code = Código de impuesto
accounting-report-tax-return-name = Nombre
accounting-report-tax-return-base_box = Casilla de la base
accounting-report-tax-return-base = Base
accounting-report-tax-return-tax_box = Casilla de la cuota
accounting-report-tax-return-tax = Cuota

accounting-report-legal-numbers = Numeración legal
accounting-report-legal-numbers-about = De cada serie cuántos números se han asignado, cuántos faltan en los libros y cuántos llevan una fecha anterior a la de uno previo.
accounting-report-legal-numbers-company = Empresa
accounting-report-legal-numbers-first = Primero
accounting-report-legal-numbers-last = Último
accounting-report-legal-numbers-starts_on = Desde
accounting-report-legal-numbers-ends_on = Hasta
accounting-report-legal-numbers-drawn = Asignados
accounting-report-legal-numbers-missing = Faltan
accounting-report-legal-numbers-backwards = Fuera de orden

accounting-report-aged-items = Antigüedad de partidas pendientes
accounting-report-aged-items-about = Lo que deben los clientes o se debe a los proveedores, según cuánto lleva vencido.
accounting-report-aged-items-company = Empresa
accounting-report-aged-items-side = Sentido
accounting-report-aged-items-as_of = A fecha
accounting-report-aged-items-currency = Moneda (vacío: todas, en moneda de la empresa)
accounting-report-aged-items-dimension = Por los valores de
accounting-report-aged-items-value = Solo este valor
accounting-report-aged-items-party = Tercero
accounting-report-aged-items-not_due = Sin vencer
accounting-report-aged-items-days_1 = 1–30 días
accounting-report-aged-items-days_31 = 31–60 días
accounting-report-aged-items-days_61 = 61–90 días
accounting-report-aged-items-days_91 = Más de 90 días
accounting-report-aged-items-total = Total
accounting-report-group-balances = Balance de sumas del grupo
accounting-report-group-balances-about = Los saldos de cada empresa en las cuentas del plan del grupo, unos junto a otros.
accounting-report-group-balances-as_of = A fecha de
accounting-report-group-balances-currency = Moneda (vacía: la de la primera empresa)
accounting-report-group-balances-code = Código
accounting-report-group-balances-name = Nombre
accounting-report-group-balances-balance = Saldo
accounting-report-group-balances-total = Total
accounting-in_closing_rates = Importes en { $currency }, a los tipos de cierre del día.
accounting-not_mapped = Aún sin cuenta de grupo
accounting-of_converting = Diferencias de conversión
accounting-without_value = Sin valor

accounting-statement-cash = Tesorería
accounting-statement-cash-total = Total tesorería
accounting-statement-receivables = Deudores
accounting-statement-receivables-total = Total deudores
accounting-statement-inventories = Existencias
accounting-statement-inventories-total = Total existencias
accounting-statement-current_assets = Otros activos corrientes
accounting-statement-current_assets-total = Total otros activos corrientes
accounting-statement-fixed_assets = Inmovilizado
accounting-statement-fixed_assets-total = Total inmovilizado
accounting-statement-assets-total = Total activo
accounting-statement-payables = Acreedores
accounting-statement-payables-total = Total acreedores
accounting-statement-current_liabilities = Otros pasivos corrientes
accounting-statement-current_liabilities-total = Total otros pasivos corrientes
accounting-statement-long_liabilities = Pasivo no corriente
accounting-statement-long_liabilities-total = Total pasivo no corriente
accounting-statement-liabilities-total = Total pasivo
accounting-statement-equity = Patrimonio neto
accounting-statement-equity-total = Patrimonio antes del resultado
accounting-statement-result = Resultado pendiente de traspasar
accounting-statement-equity_and_result-total = Total patrimonio neto
accounting-statement-liabilities_and_equity-total = Total pasivo y patrimonio neto
accounting-statement-revenue = Ingresos
accounting-statement-revenue-total = Total ingresos
accounting-statement-cost_of_sales = Coste de ventas
accounting-statement-cost_of_sales-total = Total coste de ventas
accounting-statement-gross_profit-total = Margen bruto
accounting-statement-expenses = Gastos
accounting-statement-expenses-total = Total gastos
accounting-statement-operating_profit-total = Resultado de explotación
accounting-statement-other_income = Otros ingresos
accounting-statement-other_income-total = Total otros ingresos
accounting-statement-other_expenses = Otros gastos
accounting-statement-other_expenses-total = Total otros gastos
accounting-statement-net_result-total = Resultado del ejercicio
accounting-statement-change_receivables = Variación de deudores
accounting-statement-change_inventories = Variación de existencias
accounting-statement-change_payables = Variación de acreedores
accounting-statement-change_other = Variación de otros activos y pasivos corrientes
accounting-statement-cash_operating-total = Efectivo de las actividades de explotación
accounting-statement-change_fixed_assets = Variación del inmovilizado
accounting-statement-cash_investing-total = Efectivo de las actividades de inversión
accounting-statement-change_loans = Variación del pasivo no corriente
accounting-statement-change_equity = Variación del patrimonio neto
accounting-statement-cash_financing-total = Efectivo de las actividades de financiación
accounting-statement-cash_change-total = Variación del efectivo
accounting-statement-cash_opening = Efectivo al principio
accounting-statement-cash_closing-total = Efectivo al final

accounting-total = Total
accounting-opening = Saldo anterior
accounting-tax_due = Cuota a ingresar
accounting-in_currency = Importes en { $currency }.
accounting-which_account = Elija la cuenta cuyos apuntes quiere leer.
accounting-no_books_at_all = No hay libros contables abiertos que pueda leer. Abra primero los de una empresa o pida el permiso.

# Bank account

accounting-bank-account = Cuenta bancaria
accounting-bank-account-account = Cuenta contable
accounting-bank-account-bic = BIC
accounting-bank-account-clearing = Pagos en tránsito
accounting-bank-account-company = Empresa
accounting-bank-account-currency = Moneda
accounting-bank-account-iban = IBAN
accounting-bank-account-name = Nombre
accounting-bank-account-number = Número en los ficheros del banco
accounting-bank-account-plural = Cuentas bancarias

# Clearing

accounting-clearing = Compensación
accounting-clearing-cleared = Compensado
accounting-clearing-company = Empresa
accounting-clearing-currency = Moneda
accounting-clearing-entry = Asiento
accounting-clearing-lines = Líneas
accounting-clearing-number = Número
accounting-clearing-op-post = Contabilizar
accounting-clearing-op-reverse = Anular
accounting-clearing-op-reverse-posted_on = Fecha contable
accounting-clearing-op-reverse-reason = Motivo
accounting-clearing-party = Tercero
accounting-clearing-plural = Compensaciones
accounting-clearing-posted_on = Fecha contable
accounting-clearing-reversed_because = Anulado porque
accounting-clearing-state = Estado
accounting-clearing-state-draft = Borrador
accounting-clearing-state-posted = Contabilizado
accounting-clearing-state-reversed = Anulado
accounting-clearing-text = Texto
accounting-clearing-view-drafts = Borradores

# Line of a clearing

accounting-clearing-line = Línea de una compensación
accounting-clearing-line-amount = Importe
accounting-clearing-line-item = Partida abierta
accounting-clearing-line-plural = Líneas de una compensación

# Discount offered

accounting-discount-offer = Descuento ofrecido
accounting-discount-offer-amount = Importe
accounting-discount-offer-currency = Moneda
accounting-discount-offer-item = Partida abierta
accounting-discount-offer-plural = Descuentos ofrecidos
accounting-discount-offer-reduces_tax = Reduce el impuesto
accounting-discount-offer-until = Hasta

# Account of a party

accounting-party-account = Cuenta de un tercero
accounting-party-account-bic = BIC
accounting-party-account-currency = Moneda
accounting-party-account-holder = Titular
accounting-party-account-number = IBAN o número
accounting-party-account-party = Tercero
accounting-party-account-plural = Cuentas de terceros
accounting-party-account-preferred = Preferida

# Payment

accounting-payment = Pago
accounting-payment-allocate = Aplicación
accounting-payment-allocate-by_hand = A mano
accounting-payment-allocate-oldest_first = Primero lo más antiguo
accounting-payment-allocated = Aplicado
accounting-payment-amount = Importe
accounting-payment-amount_base = En moneda de la empresa
accounting-payment-bank_account = Cuenta bancaria
accounting-payment-company = Empresa
accounting-payment-company_currency = Moneda de la empresa
accounting-payment-currency = Moneda
accounting-payment-direction = Sentido
accounting-payment-direction-paid = Pago
accounting-payment-direction-received = Cobro
accounting-payment-entry = Asiento
accounting-payment-fee = Comisión bancaria
accounting-payment-lines = Líneas
accounting-payment-matched = Visto en extractos
accounting-payment-matched_base = Visto en extractos, en moneda de la empresa
accounting-payment-means = Medio
accounting-payment-means-bank = Banco
accounting-payment-means-cash = Efectivo
accounting-payment-number = Número
accounting-payment-on_account = A cuenta
accounting-payment-op-post = Contabilizar
accounting-payment-op-reverse = Anular
accounting-payment-op-reverse-posted_on = Fecha contable
accounting-payment-op-reverse-reason = Motivo
accounting-payment-party = Tercero
accounting-payment-plural = Pagos
accounting-payment-posted_on = Fecha contable
accounting-payment-reference = Referencia
accounting-payment-reversed_because = Anulado porque
accounting-payment-side = Libro auxiliar
accounting-payment-side-payable = Proveedores
accounting-payment-side-receivable = Clientes
accounting-payment-state = Estado
accounting-payment-state-draft = Borrador
accounting-payment-state-posted = Contabilizado
accounting-payment-state-reversed = Anulado
accounting-payment-text = Texto
accounting-payment-view-drafts = Borradores
accounting-payment-view-paid = Pagos
accounting-payment-view-received = Cobros

# Line of a payment

accounting-payment-line = Línea de un pago
accounting-payment-line-amount = Importe
accounting-payment-line-currency = Moneda
accounting-payment-line-discount = Descuento
accounting-payment-line-item = Partida abierta
accounting-payment-line-open = Pendiente
accounting-payment-line-paid = En la moneda del pago
accounting-payment-line-payment_currency = Moneda del pago
accounting-payment-line-plural = Líneas de un pago
accounting-payment-line-written_off = Diferencia cancelada

# Payment term

accounting-payment-term = Condición de pago
accounting-payment-term-code = Código
accounting-payment-term-currency = Moneda
accounting-payment-term-discount_tax = Impuesto y descuento
accounting-payment-term-discount_tax-on_discounted = Impuesto sobre el importe descontado desde el principio
accounting-payment-term-discount_tax-reduced_on_payment = El impuesto baja al aplicar el descuento
accounting-payment-term-discount_tax-unchanged = El impuesto no cambia
accounting-payment-term-instalments = Plazos
accounting-payment-term-name = Nombre
accounting-payment-term-offers = Descuentos por pronto pago
accounting-payment-term-plural = Condiciones de pago

# Instalment

accounting-term-instalment = Plazo
accounting-term-instalment-amount = Importe
accounting-term-instalment-day_of_month = Día del mes siguiente
accounting-term-instalment-days = Días
accounting-term-instalment-end_of_month = Fin de mes
accounting-term-instalment-months = Meses
accounting-term-instalment-percent = Porcentaje
accounting-term-instalment-plural = Plazos

# Discount for paying early

accounting-term-offer = Descuento por pronto pago
accounting-term-offer-days = Días
accounting-term-offer-end_of_month = Fin de mes
accounting-term-offer-percent = Porcentaje
accounting-term-offer-plural = Descuentos por pronto pago

# Refusals of payments, banks and reminders

accounting-already_matched = Este movimiento ya está conciliado.
accounting-currency_unknown = { $record } no está entre las monedas de este conjunto. Añádala antes.
accounting-days_range = Entre 0 y 365 días.
accounting-fee_negative = Este importe no puede ser negativo.
accounting-levels_in_order = Cada nivel tiene al menos tantos días de retraso como el anterior, y el primero al menos uno.
accounting-match_line_one = Cada línea es un movimiento, un pago o una cuenta: exactamente uno.
accounting-match_unbalanced = Los movimientos y lo que son difieren en { $gap } unidades mínimas. Añada un pago o lleve el resto a una cuenta.
accounting-match_without_movement = Una conciliación necesita al menos un movimiento.
accounting-more_than_moved = Se concilia más de lo movido en { $record }.
accounting-movement_of_other_account = Este movimiento es de otra cuenta bancaria.
accounting-no_sure_match = Nada encaja con seguridad con { $record }. Indique de quién es o llévelo a una cuenta.
accounting-nobody_to_remind = No hay a quién reclamar: todo está pagado, reclamado o excluido.
accounting-nobody_to_advise = { $record } no pagó a nadie y no hay nada que avisar. Mire las líneas que quedaron fuera.
accounting-not_matched = { $record } no está conciliado.
accounting-nothing_to_revalue = Nada cambia de valor en este día.
accounting-payee_account = Elija una cuenta de este tercero o excluya la línea.
accounting-payment_not_in_transit = Elija un pago bancario contabilizado de esta empresa en la moneda de la cuenta.
accounting-procedure_without_levels = Un procedimiento necesita al menos un nivel.
accounting-revalued_already = Este día ya se valoró con { $record }.
accounting-rule_fits_all = Indique qué debe contener el texto o el nombre, o una tolerancia; si no, la regla sirve para todo.
accounting-rule_says_nothing = Indique a qué cuenta va o de quién es.
accounting-run_not_booked = { $record } aún no está contabilizada. El fichero del banco sale de los pagos contabilizados.
accounting-run_pays_nothing = { $record } no paga nada. Proponga de nuevo o recupere una línea.
accounting-statement_does_not_add_up = El saldo inicial y los movimientos de { $record } difieren del saldo final en { $gap } unidades mínimas. Exporte de nuevo el fichero.
accounting-statement_not_next = Este extracto de { $record } empieza a { $gap } unidades mínimas de donde acabó el anterior. Importe antes el que falta.
accounting-account_number = Indique el IBAN o el número con el que el banco nombra la cuenta en sus ficheros.
accounting-amount_not_positive = El importe debe ser mayor que cero; el sentido indica si es cobro o pago.
accounting-bank_account_in_use = Ya hay pagos contabilizados en esta cuenta bancaria. Abra otra en vez de cambiar su empresa, moneda o cuentas.
accounting-bank_currency = La cuenta contable se lleva en otra moneda.
accounting-bank_ledger_account = Elija una cuenta de tesorería de esta empresa que admita apuntes.
accounting-bank_of_other_company = Esta cuenta bancaria es de otra empresa.
accounting-bic = Un BIC tiene 8 u 11 caracteres, como BBVAESMM.
accounting-cash_over_bank = El efectivo no pasa por una cuenta bancaria. Quite la cuenta o pague por banco.
accounting-clearing_unbalanced = Los débitos y los créditos difieren en { $gap } unidades mínimas. Deben ser iguales.
accounting-day_of_month = El día del mes está entre 1 y 31.
accounting-discount_not_offered = El descuento supera el ofrecido en esta partida. Cancele la diferencia o déjela pendiente.
accounting-due_too_late = Entre 0 y 120 meses y entre 0 y 3650 días.
accounting-fee_range = La comisión no puede ser negativa ni superar el pago.
accounting-iban = No es un IBAN: su longitud o sus dígitos de control son incorrectos.
accounting-item_of_other_company = Esta partida abierta es de otra empresa.
accounting-item_of_other_party = Las partidas deben ser del mismo tercero, empresa y moneda.
accounting-item_twice = Esta partida aparece dos veces. Ponga ambos importes en una línea.
accounting-more_allocated_than_paid = Las líneas aplican más de lo pagado. Redúzcalas o aumente el pago.
accounting-nothing_to_clear = No hay débitos y créditos que compensar.
accounting-payment_matched = Un extracto bancario muestra este pago. Deshaga antes la conciliación.
accounting-payment_twice = Este pago dice lo mismo que { $record }: tercero, importe, fecha y referencia. Cambie la referencia si es otro.
accounting-percent_or_amount = Indique un porcentaje o un importe, no ambos; ninguno es lo que dejan los demás.
accounting-percent_range = Un porcentaje está entre 0 y 100.
accounting-terms_currency = Los importes fijos necesitan una moneda.
accounting-terms_do_not_sum = Los plazos no suman el total. Deje uno sin porcentaje ni importe: tomará el resto.
accounting-write_off_too_large = Aquí solo se cancelan pequeñas diferencias, hasta lo que permiten los libros de la empresa.

# Bank match

accounting-bank-match = Conciliación bancaria
accounting-bank-match-amount = Importe
accounting-bank-match-bank_account = Cuenta bancaria
accounting-bank-match-company = Empresa
accounting-bank-match-currency = Moneda
accounting-bank-match-entry = Asiento
accounting-bank-match-lines = Líneas
accounting-bank-match-number = Número
accounting-bank-match-op-post = Contabilizar
accounting-bank-match-op-reverse = Anular
accounting-bank-match-op-reverse-posted_on = Fecha contable
accounting-bank-match-op-reverse-reason = Motivo
accounting-bank-match-plural = Conciliaciones bancarias
accounting-bank-match-posted_on = Fecha contable
accounting-bank-match-reversed_because = Anulado porque
accounting-bank-match-state = Estado
accounting-bank-match-state-draft = Borrador
accounting-bank-match-state-posted = Contabilizado
accounting-bank-match-state-reversed = Anulado

# Bank statement

accounting-bank-statement = Extracto bancario
accounting-bank-statement-bank_account = Cuenta bancaria
accounting-bank-statement-closing = Saldo final
accounting-bank-statement-company = Empresa
accounting-bank-statement-currency = Moneda
accounting-bank-statement-ends_on = Hasta
accounting-bank-statement-movements = Movimientos
accounting-bank-statement-number = Número
accounting-bank-statement-op-match_all = Conciliar todo
accounting-bank-statement-opening = Saldo inicial
accounting-bank-statement-plural = Extractos bancarios
accounting-bank-statement-starts_on = Desde

# Bank movement

accounting-bank-transaction = Movimiento bancario
accounting-bank-transaction-amount = Importe
accounting-bank-transaction-bank_account = Cuenta bancaria
accounting-bank-transaction-booked_on = Fecha de apunte
accounting-bank-transaction-company = Empresa
accounting-bank-transaction-currency = Moneda
accounting-bank-transaction-key = Identificador
accounting-bank-transaction-matched = Conciliado
accounting-bank-transaction-name = Contraparte
accounting-bank-transaction-op-accept = Aceptar la propuesta
accounting-bank-transaction-op-assign = Indicar de quién es
accounting-bank-transaction-op-assign-item = Partida abierta
accounting-bank-transaction-op-assign-party = Tercero
accounting-bank-transaction-op-book = Llevar a una cuenta
accounting-bank-transaction-op-book-account = Cuenta contable
accounting-bank-transaction-op-book-amount = Importe
accounting-bank-transaction-op-book-text = Texto
accounting-bank-transaction-op-match_payment = Conciliar con un pago
accounting-bank-transaction-op-match_payment-payment = Pago
accounting-bank-transaction-op-unmatch = Deshacer la conciliación
accounting-bank-transaction-op-unmatch-posted_on = Fecha contable
accounting-bank-transaction-other_account = Su cuenta
accounting-bank-transaction-plural = Movimientos bancarios
accounting-bank-transaction-reference = Referencia
accounting-bank-transaction-settled = Conciliado del todo
accounting-bank-transaction-statement = Extracto bancario
accounting-bank-transaction-text = Texto
accounting-bank-transaction-valued_on = Fecha valor
accounting-bank-transaction-view-unmatched = Sin conciliar

# Dunning level

accounting-dunning-level = Nivel de reclamación
accounting-dunning-level-fee = Gastos
accounting-dunning-level-interest = Interés anual
accounting-dunning-level-min_days_overdue = Desde días de retraso
accounting-dunning-level-min_days_since_last = Días desde la última reclamación
accounting-dunning-level-plural = Niveles de reclamación
accounting-dunning-level-stops_credit = Detiene el crédito
accounting-dunning-level-text = Texto de la carta

# Reminder

accounting-dunning-line = Reclamación
accounting-dunning-line-because = Porque
accounting-dunning-line-currency = Moneda
accounting-dunning-line-days_overdue = Días de retraso
accounting-dunning-line-due_on = Vence el
accounting-dunning-line-interest = Intereses
accounting-dunning-line-item = Partida abierta
accounting-dunning-line-left_out = Excluida
accounting-dunning-line-level = Nivel
accounting-dunning-line-open = Pendiente
accounting-dunning-line-party = Tercero
accounting-dunning-line-plural = Reclamaciones

# Dunning procedure

accounting-dunning-procedure = Procedimiento de reclamación
accounting-dunning-procedure-credits_offset = Los abonos cubren primero lo más antiguo
accounting-dunning-procedure-currency = Moneda
accounting-dunning-procedure-grace_days = Días de gracia
accounting-dunning-procedure-least = Importe vencido mínimo
accounting-dunning-procedure-levels = Niveles
accounting-dunning-procedure-name = Nombre
accounting-dunning-procedure-plural = Procedimientos de reclamación
accounting-dunning-procedure-year_days = Días del año
accounting-dunning-procedure-year_days-360 = 360
accounting-dunning-procedure-year_days-365 = 365

# Dunning run

accounting-dunning-run = Proceso de reclamación
accounting-dunning-run-asked = Reclamado
accounting-dunning-run-company = Empresa
accounting-dunning-run-currency = Moneda
accounting-dunning-run-fees = Gastos
accounting-dunning-run-interest = Intereses
accounting-dunning-run-lines = Líneas
accounting-dunning-run-number = Número
accounting-dunning-run-op-cancel = Cancelar
accounting-dunning-run-op-propose = Proponer de nuevo
accounting-dunning-run-op-release = Emitir
accounting-dunning-run-op-send = Enviar por correo
accounting-dunning-run-mailed_at = Enviado por correo
accounting-dunning-run-mailed = Cartas enviadas
accounting-dunning-run-unreached = Sin dirección de correo
accounting-dunning-mail-subject = { $company }: reclamación { $number }
accounting-dunning-mail-body = Algunas de nuestras facturas siguen pendientes. La carta adjunta dice cuáles. Si ya ha pagado, gracias.
    
    { $company }
accounting-remittance-mail-subject = { $company }: aviso de pago { $number }
accounting-remittance-mail-body = Hemos ordenado un pago a su favor. El aviso adjunto dice qué facturas suyas liquida.
accounting-dunning-run-plural = Procesos de reclamación
accounting-dunning-run-procedure = Procedimiento
accounting-dunning-run-run_on = Día
accounting-dunning-run-state = Estado
accounting-dunning-run-state-cancelled = Cancelado
accounting-dunning-run-state-draft = Borrador
accounting-dunning-run-state-released = Emitido

## Estados de cuenta y recordatorios en papel.

accounting-print-statement = Estado de cuenta
accounting-print-statement-intro = A { $date } estas partidas estaban pendientes en nuestros libros. Si los suyos indican otra cosa, háganoslo saber.
accounting-print-nothing-open = A { $date } no había nada pendiente en nuestros libros.
accounting-print-as-of = A fecha de
accounting-print-customer-number = N.º de cliente
accounting-print-items-in = Partidas en { $currency }
accounting-print-document = Documento
accounting-print-date = Fecha
accounting-print-due = Vencimiento
accounting-print-days = Días de retraso
accounting-print-amount = Importe
accounting-print-open = Pendiente { $currency }
accounting-print-overdue = De ello, vencido
accounting-print-total-open = Total pendiente
accounting-print-reminder = Recordatorio de pago
accounting-print-reminder-first = No hemos recibido su pago de las partidas siguientes. Quizá se le haya pasado: abónelas en los próximos días. Si el pago ya está en camino, no tenga en cuenta esta carta.
accounting-print-reminder-again = Pese a nuestro recordatorio, las partidas siguientes siguen sin pagar. Abone el importe total en un plazo de diez días o díganos de inmediato qué se opone a ello.
accounting-print-level = Recordatorio n.º
accounting-print-fee = Gastos de reclamación
accounting-print-interest = Intereses de demora
accounting-print-to-pay = Total a pagar
accounting-print-draft = Borrador
accounting-print-remittance = Aviso de pago
accounting-print-remittance-intro = El { $date } le pagamos { $amount } por los documentos siguientes.
accounting-print-pay-on = Fecha de pago
accounting-print-payment-number = N.º de pago
accounting-print-supplier-number = N.º de proveedor
accounting-print-your-number = Su documento
accounting-print-our-number = Nuestro número
accounting-print-discount = Descuento
accounting-print-paid = Pagado { $currency }
accounting-print-transferred = Transferido
accounting-print-your-account = Su cuenta
accounting-print-payment = Pago
accounting-print-bank = Cuenta bancaria
accounting-print-iban = IBAN
accounting-print-account = Número de cuenta
accounting-print-bic = BIC
accounting-print-reference = Concepto

# Line of a match

accounting-match-line = Línea de conciliación
accounting-match-line-account = Cuenta contable
accounting-match-line-amount = Importe
accounting-match-line-amount_base = En moneda de la empresa
accounting-match-line-company_currency = Moneda de la empresa
accounting-match-line-movement = Movimiento
accounting-match-line-payment = Pago
accounting-match-line-plural = Líneas de conciliación
accounting-match-line-text = Texto

# Match rule

accounting-match-rule = Regla de conciliación
accounting-match-rule-account = Cuenta contable
accounting-match-rule-bank_account = Cuenta bancaria
accounting-match-rule-currency = Moneda
accounting-match-rule-direction = Sentido
accounting-match-rule-direction-paid = Pago
accounting-match-rule-direction-received = Cobro
accounting-match-rule-most = Hasta el importe
accounting-match-rule-name = Nombre
accounting-match-rule-name_has = El nombre de la contraparte contiene
accounting-match-rule-party = Tercero
accounting-match-rule-plural = Reglas de conciliación
accounting-match-rule-priority = Prioridad
accounting-match-rule-text_has = El texto contiene
accounting-match-rule-tolerance = Tolerancia

# Terms of a party

accounting-party-terms = Condiciones de un tercero
accounting-party-terms-customer_term = Condición de pago como cliente
accounting-party-terms-dunning_procedure = Procedimiento de reclamación
accounting-party-terms-never_reminded = Sin reclamaciones
accounting-party-terms-party = Tercero
accounting-party-terms-plural = Condiciones de terceros
accounting-party-terms-supplier_term = Condición de pago como proveedor

# Payment run

accounting-payment-run = Remesa de pagos
accounting-payment-run-approved_by = Aprobado por
accounting-payment-run-advised = Avisos enviados
accounting-payment-run-advised_at = Avisado por correo
accounting-payment-run-unreached = Sin dirección
accounting-payment-run-bank_account = Cuenta bancaria
accounting-payment-run-company = Empresa
accounting-payment-run-currency = Moneda
accounting-payment-run-due_until = Vencimientos hasta
accounting-payment-run-lines = Líneas
accounting-payment-run-number = Número
accounting-payment-run-op-approve = Aprobar
accounting-payment-run-op-advise = Avisar por correo
accounting-payment-run-op-book = Contabilizar los pagos
accounting-payment-run-op-cancel = Cancelar
accounting-payment-run-op-finish = Terminar
accounting-payment-run-op-propose = Proponer de nuevo
accounting-payment-run-op-reopen = Volver a borrador
accounting-payment-run-pay_on = Pagar el
accounting-payment-run-plural = Remesas de pagos
accounting-payment-run-state = Estado
accounting-payment-run-state-approved = Aprobado
accounting-payment-run-state-booked = Contabilizado
accounting-payment-run-state-booking = Contabilizándose
accounting-payment-run-state-cancelled = Cancelado
accounting-payment-run-state-draft = Borrador
accounting-payment-run-total = Total
accounting-payment-run-view-waiting = Por aprobar

# Revaluation

accounting-revaluation = Revaluación de divisas
accounting-revaluation-bank_entry = Asiento de cuentas bancarias
accounting-revaluation-company = Empresa
accounting-revaluation-company_currency = Moneda de la empresa
accounting-revaluation-difference = Diferencia
accounting-revaluation-entry = Asiento
accounting-revaluation-lines = Líneas
accounting-revaluation-mirror = Deshecho por
accounting-revaluation-number = Número
accounting-revaluation-op-post = Contabilizar
accounting-revaluation-plural = Revaluaciones de divisas
accounting-revaluation-revalued_on = Valorado el
accounting-revaluation-state = Estado
accounting-revaluation-state-draft = Borrador
accounting-revaluation-state-posted = Contabilizado

# Line of a revaluation

accounting-revaluation-line = Línea de revaluación
accounting-revaluation-line-bank_account = Cuenta bancaria
accounting-revaluation-line-booked_base = En libros
accounting-revaluation-line-closing_base = Al cambio de cierre
accounting-revaluation-line-company_currency = Moneda de la empresa
accounting-revaluation-line-currency = Moneda
accounting-revaluation-line-difference = Diferencia
accounting-revaluation-line-item = Partida abierta
accounting-revaluation-line-open = Pendiente
accounting-revaluation-line-plural = Líneas de revaluación

# Line of a payment run

accounting-run-line = Línea de una remesa
accounting-run-line-account = Cuenta del tercero
accounting-run-line-amount = Importe
accounting-run-line-because = Porque
accounting-run-line-because-blocked = Bloqueada o en disputa
accounting-run-line-because-by_hand = Excluida a mano
accounting-run-line-because-credit = El proveedor nos debe
accounting-run-line-because-no_account = Sin cuenta de destino
accounting-run-line-because-settled = Pagada entretanto
accounting-run-line-currency = Moneda
accounting-run-line-discount = Descuento
accounting-run-line-due_on = Vence el
accounting-run-line-item = Partida abierta
accounting-run-line-left_out = Excluida
accounting-run-line-party = Tercero
accounting-run-line-payment = Pago
accounting-run-line-plural = Líneas de una remesa

# The customer's page
accounting-page-bank-desk = Conciliación bancaria
accounting-page-bank-order = Fichero de pagos (pain.001)
accounting-bank-no-account = Aún no hay cuentas bancarias. Añada una en Cuentas bancarias.
accounting-bank-until = Extracto hasta el { $day }
accounting-bank-waiting = { $count ->
    [one] Un movimiento espera · { $amount }
   *[other] { $count } movimientos esperan · { $amount }
  }
accounting-bank-drop = Suelte aquí los ficheros del banco o elíjalos
accounting-bank-rates = Tipos del BCE
accounting-bank-as-said = La que diga el fichero
accounting-bank-take-in = Incorporar
accounting-bank-taken-in = { $new } movimientos incorporados, { $known } ya constaban. Lo seguro se concilia en un momento.
accounting-bank-quoted = { $count } tipos nuevos o cambiados.
accounting-bank-more = Movimientos siguientes
accounting-bank-open = Pendientes de contabilizar
accounting-bank-no-guess = Nada en los libros se le parece.
accounting-bank-on-account = { $party }, a cuenta
accounting-bank-matched = Contabilizado.
accounting-page-close = Cierre mensual
accounting-page-close-period = Cierre
accounting-close-progress = { $done } de { $all } puntos ya no requieren nada
accounting-close-done = Hecho
accounting-close-open = Pendiente
accounting-close-look = Conviene revisar
accounting-close-earlier = Meses anteriores
accounting-close-earlier-none = Todos los meses anteriores están cerrados.
accounting-close-earlier-open = { $count ->
    [one] Un mes anterior todavía admite asientos.
   *[other] { $count } meses anteriores todavía admiten asientos.
  }
accounting-close-drafts = Documentos sin contabilizar
accounting-close-drafts-none = Ningún documento con fecha de este mes espera contabilización.
accounting-close-drafts-open = { $count ->
    [one] Un documento con fecha de este mes está sin contabilizar. Contabilícelo, cámbielo de fecha o archívelo.
   *[other] { $count } documentos con fecha de este mes están sin contabilizar. Contabilícelos, cámbielos de fecha o archívelos.
  }
accounting-close-bank = Movimientos bancarios contabilizados
accounting-close-bank-none = Todos los movimientos del banco están en los libros.
accounting-close-bank-open = { $count ->
    [one] Un movimiento del banco no está en los libros.
   *[other] { $count } movimientos del banco no están en los libros.
  }
accounting-close-statements = Extractos hasta el último día
accounting-close-statements-none = Los extractos de todas las cuentas bancarias llegan al último día del mes.
accounting-close-statements-open = Estas cuentas no tienen extracto hasta el último día del mes.
accounting-close-statements-never = aún sin extracto
accounting-close-revaluation = Monedas extranjeras revaluadas
accounting-close-revaluation-none = No hay saldos en otra moneda.
accounting-close-revaluation-done = Los saldos en otras monedas están al tipo de cierre.
accounting-close-revaluation-open = { $count ->
    [one] Una partida abierta en otra moneda no está valorada al tipo de cierre de este mes.
   *[other] { $count } partidas abiertas en otras monedas no están valoradas al tipo de cierre de este mes.
  }
accounting-close-revaluation-make = Nueva revaluación
accounting-close-received = Recibido y no facturado
accounting-close-delivered = Entregado y no facturado
accounting-close-landed = Coste en destino sin factura
accounting-close-waiting-none = Esta cuenta no tiene saldo.
accounting-close-waiting-open = Este importe sigue esperando facturas al final del mes.
accounting-close-tax = Declaración de impuestos
accounting-close-tax-return = Declaración del mes
accounting-close-tax-done = La parte de impuestos del mes está cerrada.
accounting-close-tax-open = Revise la declaración, preséntela y cierre la parte de impuestos del mes.
accounting-close-more = { $count ->
    [one] y uno más
   *[other] y { $count } más
  }
accounting-panel-figures = Cifras clave
accounting-panel-revenue = Ingresos, 12 meses
accounting-panel-overdue = Cobros vencidos
accounting-panel-to-pay = Por pagar en una semana
accounting-home-cash = Tesorería
accounting-home-receivables = Cuentas por cobrar
accounting-home-payables = Cuentas por pagar
accounting-home-revenue = Ingresos del mes
accounting-home-result = Resultado del mes
accounting-home-last-month = { $amount } el mes pasado
accounting-panel-owed = Partidas pendientes
accounting-panel-receipts = Cobros
accounting-panel-expenses = Gastos
accounting-owed-overdue = { $amount } vencido
accounting-owed-dunned = Nivel de reclamación { $level }
accounting-nothing_open = De { $record } ya no queda nada pendiente. Mire sus pagos.
accounting-pay_blocked = Su pago está retenido. Mire qué no cuadra o libérela antes.
