## Stock: warehouses, lots, movements and what goods are worth.

stock = Stock

# Warehouse

stock-warehouse = Warehouse
stock-warehouse-plural = Warehouses
stock-warehouse-code = Code
stock-warehouse-name = Name
stock-warehouse-company = Company
stock-warehouse-address_of = Address of
stock-warehouse-own_costs = Costs of its own

# Location

stock-location = Location
stock-location-plural = Locations
stock-location-warehouse = Warehouse
stock-location-code = Code
stock-location-name = Name
stock-location-parent = Zone

# Lot

stock-lot = Lot
stock-lot-plural = Lots
stock-lot-item = Item
stock-lot-code = Lot or serial number
stock-lot-supplier_code = Supplier's lot
stock-lot-made_on = Made on
stock-lot-expires_on = Usable until

# Item policy

stock-item-policy = Item policy
stock-item-policy-plural = Item policies
stock-item-policy-company = Company
stock-item-policy-item = Item
stock-item-policy-item_group = Item group
stock-item-policy-method = Valued by
stock-item-policy-method-moving_average = Moving average
stock-item-policy-method-fifo = First in, first out
stock-item-policy-method-standard = Standard cost
stock-item-policy-method-lot = Cost of each lot
stock-item-policy-below_zero = May go below zero

# Stock ledger row

stock-ledger-row = Stock ledger row
stock-ledger-row-plural = Stock ledger
stock-ledger-row-number = Document
stock-ledger-row-company = Company
stock-ledger-row-posted_on = Posted on
stock-ledger-row-item = Item
stock-ledger-row-warehouse = Warehouse
stock-ledger-row-location = Location
stock-ledger-row-lot = Lot
stock-ledger-row-status = Status
stock-ledger-row-status-unrestricted = Unrestricted
stock-ledger-row-status-inspection = In inspection
stock-ledger-row-status-blocked = Blocked
stock-ledger-row-status-in_transit = In transit
stock-ledger-row-quantity = Quantity
stock-ledger-row-value = Value
stock-ledger-row-currency = Currency
stock-ledger-row-source_kind = Kind of document
stock-ledger-row-source = Document id
stock-ledger-row-source_line = Line of the document
stock-ledger-row-reverses = Takes back or corrects

# Reservation

stock-reservation = Reservation
stock-reservation-plural = Reservations
stock-reservation-number = Document
stock-reservation-company = Company
stock-reservation-item = Item
stock-reservation-warehouse = Warehouse
stock-reservation-wanted = Wanted
stock-reservation-quantity = Held
stock-reservation-wanted_on = Wanted on
stock-reservation-priority = Priority
stock-reservation-source_kind = Kind of document
stock-reservation-source = Document id
stock-reservation-source_line = Line of the document
stock-reservation-done = Done

# Stock movement

stock-movement = Stock movement
stock-movement-plural = Stock movements
stock-movement-view-drafts = Drafts
stock-movement-number = Number
stock-movement-company = Company
stock-movement-purpose = Purpose
stock-movement-purpose-opening = Opening stock
stock-movement-purpose-receipt = Receipt
stock-movement-purpose-scrap = Scrap
stock-movement-purpose-internal_use = Own use
stock-movement-purpose-difference = Difference
stock-movement-warehouse = Warehouse
stock-movement-posted_on = Posted on
stock-movement-text = Text
stock-movement-lines = Lines
stock-movement-value = Value
stock-movement-currency = Currency
stock-movement-entry = Journal entry
stock-movement-reversed_because = Reversed because
stock-movement-state = State
stock-movement-state-draft = Draft
stock-movement-state-posted = Posted
stock-movement-state-reversed = Reversed
stock-movement-op-post = Post
stock-movement-op-reverse = Reverse
stock-movement-op-reverse-posted_on = Posted on
stock-movement-op-reverse-reason = Reason
stock-movement-line = Line of a stock movement
stock-movement-line-plural = Lines of stock movements
stock-movement-line-item = Item
stock-movement-line-quantity = Quantity
stock-movement-line-unit_cost = Unit cost
stock-movement-line-free = Free of charge
stock-movement-line-location = Location
stock-movement-line-lot = Lot
stock-movement-line-status = Status
stock-movement-line-status-unrestricted = Unrestricted
stock-movement-line-status-inspection = In inspection
stock-movement-line-status-blocked = Blocked
stock-movement-line-status-in_transit = In transit
stock-ledger-row-act = What happened
stock-ledger-row-act-moved = Moved
stock-ledger-row-act-placed = Placed elsewhere
stock-ledger-row-act-carried = Carried over
stock-ledger-row-act-settled = Settled
stock-ledger-row-act-corrected = Corrected
stock-ledger-row-act-spread = Difference spread
stock-ledger-row-origin = Comes from
stock-ledger-row-cost = Cost in all
stock-ledger-row-matched = Quantity concerned
stock-ledger-row-counter = Against account

# Value adjustment

stock-value-adjustment = Stock value adjustment
stock-value-adjustment-plural = Stock value adjustments
stock-value-adjustment-number = Number
stock-value-adjustment-company = Company
stock-value-adjustment-posted_on = Caused on
stock-value-adjustment-reason = Reason
stock-value-adjustment-reason-backdated = Posted late
stock-value-adjustment-cause_number = Caused by
stock-value-adjustment-cause_kind = Kind of document
stock-value-adjustment-cause = Document id
stock-value-adjustment-lines = Lines
stock-value-adjustment-value = Value
stock-value-adjustment-currency = Currency
stock-value-adjustment-line = Line of a value adjustment
stock-value-adjustment-line-plural = Lines of value adjustments
stock-value-adjustment-line-ledger_row = Row corrected
stock-value-adjustment-line-document_number = Document
stock-value-adjustment-line-item = Item
stock-value-adjustment-line-posted_on = Posted on
stock-value-adjustment-line-value = Value
stock-value-adjustment-line-counter = Against account

# Transfer

stock-transfer = Stock transfer
stock-transfer-plural = Stock transfers
stock-transfer-view-in_transit = In transit
stock-transfer-number = Number
stock-transfer-company = Company
stock-transfer-posted_on = Posted on
stock-transfer-text = Text
stock-transfer-lines = Lines
stock-transfer-entry = Journal entry
stock-transfer-reversed_because = Reversed because
stock-transfer-state = State
stock-transfer-state-draft = Draft
stock-transfer-state-reversed = Reversed
stock-transfer-op-post = Post
stock-transfer-op-reverse = Reverse
stock-transfer-op-reverse-posted_on = Posted on
stock-transfer-op-reverse-reason = Reason
stock-transfer-from_warehouse = From warehouse
stock-transfer-to_warehouse = To warehouse
stock-transfer-received_on = Received on
stock-transfer-state-in_transit = In transit
stock-transfer-state-received = Received
stock-transfer-op-send = Send
stock-transfer-op-receive = Receive
stock-transfer-op-receive-posted_on = Posted on
stock-transfer-line = Line of a transfer
stock-transfer-line-plural = Lines of transfers
stock-transfer-line-item = Item
stock-transfer-line-quantity = Quantity
stock-transfer-line-lot = Lot
stock-transfer-line-status = Status
stock-transfer-line-status-unrestricted = Unrestricted
stock-transfer-line-status-inspection = In inspection
stock-transfer-line-status-blocked = Blocked
stock-transfer-line-status-in_transit = In transit
stock-transfer-line-from_location = From location
stock-transfer-line-to_location = To location

# Status change

stock-status-change = Status change
stock-status-change-plural = Status changes
stock-status-change-number = Number
stock-status-change-company = Company
stock-status-change-warehouse = Warehouse
stock-status-change-posted_on = Posted on
stock-status-change-from_status = From status
stock-status-change-from_status-unrestricted = Unrestricted
stock-status-change-from_status-inspection = In inspection
stock-status-change-from_status-blocked = Blocked
stock-status-change-from_status-in_transit = In transit
stock-status-change-to_status = To status
stock-status-change-to_status-unrestricted = Unrestricted
stock-status-change-to_status-inspection = In inspection
stock-status-change-to_status-blocked = Blocked
stock-status-change-to_status-in_transit = In transit
stock-status-change-reason = Reason
stock-status-change-lines = Lines
stock-status-change-reversed_because = Reversed because
stock-status-change-state = State
stock-status-change-state-draft = Draft
stock-status-change-state-posted = Posted
stock-status-change-state-reversed = Reversed
stock-status-change-op-post = Post
stock-status-change-op-reverse = Reverse
stock-status-change-op-reverse-posted_on = Posted on
stock-status-change-op-reverse-reason = Reason
stock-status-change-line = Line of a status change
stock-status-change-line-plural = Lines of status changes
stock-status-change-line-item = Item
stock-status-change-line-quantity = Quantity
stock-status-change-line-location = Location
stock-status-change-line-lot = Lot
stock-warehouse-frozen = Frozen
stock-warehouse-op-freeze = Freeze
stock-warehouse-op-thaw = Thaw
stock-lot-frozen = Frozen
stock-lot-op-freeze = Freeze
stock-lot-op-thaw = Thaw

# Count

stock-count = Stock count
stock-count-plural = Stock counts
stock-count-view-open = Open
stock-count-number = Number
stock-count-company = Company
stock-count-warehouse = Warehouse
stock-count-location = Location
stock-count-text = Text
stock-count-lines = Lines
stock-count-value = Value
stock-count-currency = Currency
stock-count-entry = Journal entry
stock-count-state = State
stock-count-state-draft = Draft
stock-count-state-posted = Posted
stock-count-op-post = Post
stock-count-item_group = Item group
stock-count-posted_on = Counted on
stock-count-blind = Blind
stock-count-freeze = Freeze the warehouse
stock-count-tolerance = Tolerance
stock-count-accuracy = Accuracy
stock-count-state-counting = Counting
stock-count-state-counted = Counted
stock-count-state-cancelled = Cancelled
stock-count-op-start = Start counting
stock-count-op-finish = Finish counting
stock-count-op-count_on = Count on
stock-count-op-cancel = Cancel
stock-count-line = Line of a count
stock-count-line-plural = Lines of counts
stock-count-line-item = Item
stock-count-line-location = Location
stock-count-line-lot = Lot
stock-count-line-status = Status
stock-count-line-status-unrestricted = Unrestricted
stock-count-line-status-inspection = In inspection
stock-count-line-status-blocked = Blocked
stock-count-line-status-in_transit = In transit
stock-count-line-unit_cost = Unit cost
stock-count-line-book = Book quantity
stock-count-line-counted = Counted
stock-count-line-recounted = Counted again
stock-count-line-difference = Difference
stock-count-line-counted_after = Counted after row
stock-count-line-recounted_after = Counted again after row

# Reorder rule

stock-reorder-rule = Reorder rule
stock-reorder-rule-plural = Reorder rules
stock-reorder-rule-company = Company
stock-reorder-rule-item = Item
stock-reorder-rule-warehouse = Warehouse
stock-reorder-rule-section-demand = Demand and lead time
stock-reorder-rule-section-amounts = Levels and amounts
stock-reorder-rule-daily_demand = Demand a day
stock-reorder-rule-demand_deviation = Deviation of demand
stock-reorder-rule-lead_days = Lead time in days
stock-reorder-rule-lead_deviation = Deviation of lead time
stock-reorder-rule-service_factor = Service factor
stock-reorder-rule-safety_stock = Safety stock
stock-reorder-rule-reorder_point = Reorder point
stock-reorder-rule-maximum = Maximum
stock-reorder-rule-order_quantity = Order quantity
stock-reorder-rule-multiple = Multiple of

# Landed cost

stock-landed-cost = Landed cost
stock-landed-cost-plural = Landed costs
stock-landed-cost-number = Number
stock-landed-cost-company = Company
stock-landed-cost-posted_on = Posted on
stock-landed-cost-text = Text
stock-landed-cost-currency = Currency
stock-landed-cost-entry = Journal entry
stock-landed-cost-reversed_because = Reversed because
stock-landed-cost-state = State
stock-landed-cost-state-draft = Draft
stock-landed-cost-state-posted = Posted
stock-landed-cost-state-reversed = Reversed
stock-landed-cost-op-post = Post
stock-landed-cost-op-reverse = Reverse
stock-landed-cost-op-reverse-posted_on = Posted on
stock-landed-cost-op-reverse-reason = Reason
stock-landed-cost-costs = Costs
stock-landed-cost-receipts = Goods
stock-landed-cost-total = Total
stock-landed-cost-item = Cost
stock-landed-cost-item-plural = Costs
stock-landed-cost-item-text = Text
stock-landed-cost-item-amount = Amount
stock-landed-cost-item-basis = Shared by
stock-landed-cost-item-basis-value = Value
stock-landed-cost-item-basis-quantity = Quantity
stock-landed-cost-item-basis-weight = Weight
stock-landed-cost-item-basis-volume = Volume
stock-landed-cost-item-basis-fixed = Stated amounts
stock-landed-cost-receipt = Goods of a landed cost
stock-landed-cost-receipt-plural = Goods of landed costs
stock-landed-cost-receipt-ledger_row = Receipt
stock-landed-cost-receipt-weight = Weight
stock-landed-cost-receipt-volume = Volume
stock-landed-cost-receipt-fixed = Stated amount
stock-landed-cost-receipt-amount = Amount

# Reports

stock-total = Total
stock-opening = Before
stock-came-from = Came from
stock-went-to = Went to
stock-still-here = Still here
stock-report-on-hand = Stock on hand
stock-report-on-hand-about = What was there on a day, and what it was worth.
stock-report-on-hand-company = Company
stock-report-on-hand-as_of = On
stock-report-on-hand-warehouse = Warehouse
stock-report-on-hand-quantity = Quantity
stock-report-on-hand-unit_cost = Unit cost
stock-report-on-hand-value = Value
stock-report-on-hand-item_group = Item group
stock-report-on-hand-code = Code
stock-report-on-hand-name = Item
stock-report-ageing = Age of stock
stock-report-ageing-about = How long goods have been lying there, by the receipts they came with.
stock-report-ageing-company = Company
stock-report-ageing-as_of = On
stock-report-ageing-warehouse = Warehouse
stock-report-ageing-quantity = Quantity
stock-report-ageing-value = Value
stock-report-ageing-item_group = Item group
stock-report-ageing-code = Code
stock-report-ageing-name = Item
stock-report-ageing-days_0 = Up to 30 days
stock-report-ageing-days_31 = 31 to 60 days
stock-report-ageing-days_61 = 61 to 90 days
stock-report-ageing-days_91 = 91 to 180 days
stock-report-ageing-days_181 = Over 180 days
stock-report-slow-movers = Slow movers
stock-report-slow-movers-about = Goods that have not left for a long time.
stock-report-slow-movers-company = Company
stock-report-slow-movers-as_of = On
stock-report-slow-movers-quantity = Quantity
stock-report-slow-movers-value = Value
stock-report-slow-movers-days = Days without issue
stock-report-slow-movers-code = Code
stock-report-slow-movers-name = Item
stock-report-slow-movers-last_issue = Last issue
stock-report-card = Stock card
stock-report-card-about = Every row of an item, with what was there and what it was worth afterwards.
stock-report-card-company = Company
stock-report-card-item = Item
stock-report-card-warehouse = Warehouse
stock-report-card-starts_on = From
stock-report-card-ends_on = Until
stock-report-card-posted_on = Posted on
stock-report-card-lot = Lot
stock-report-card-status = Status
stock-report-card-quantity = Quantity
stock-report-card-value = Value
stock-report-card-after = Goes on after
stock-report-card-number = Document
stock-report-card-act = What happened
stock-report-card-on_hand = On hand
stock-report-card-worth = Worth
stock-report-reconciliation = Stock and books
stock-report-reconciliation-about = Whether inventory accounts agree with stock on a day, and which documents are to blame where they do not.
stock-report-reconciliation-company = Company
stock-report-reconciliation-as_of = On
stock-report-reconciliation-what = Account or document
stock-report-reconciliation-stock = Stock
stock-report-reconciliation-books = Books
stock-report-reconciliation-difference = Difference
stock-report-lot-trace = Trace of a lot
stock-report-lot-trace-about = The documents by which a lot came and left, through whatever it was made of or became.
stock-report-lot-trace-lot = Lot
stock-report-lot-trace-item = Item
stock-report-lot-trace-posted_on = Posted on
stock-report-lot-trace-quantity = Quantity
stock-report-lot-trace-number = Document
stock-report-recall = Recall list
stock-report-recall-about = What a recall has to fetch: where goods of a lot went, and what still lies here.
stock-report-recall-lot = Lot
stock-report-recall-item = Item
stock-report-recall-posted_on = Posted on
stock-report-recall-quantity = Quantity
stock-report-recall-number = Document or warehouse

# Laws

stock-balances_kept = What lies in each place is the sum of its rows
stock-values_kept = What an item is worth is the sum of its rows
stock-nothing_is_worth_nothing = Nothing on hand is worth nothing
stock-inventory_is_ledger = Inventory accounts agree with the stock ledger
stock-reserved_is_there = What is reserved is on hand

# What was refused

stock-cannot_be_valued = { $record } cannot be valued. Check its quantities and costs.
stock-cost_not_positive = The cost of { $record } is not greater than zero. State its cost, or mark it as free of charge.
stock-cost_not_positive_line = A unit cost is not negative. Leave it empty or enter zero or more.
stock-cost_unknown = No cost is known for { $record }. State what one unit costs.
stock-cost_unknown_line = Opening stock needs a unit cost. Enter one, or mark the line as free of charge.
stock-item_or_group = A policy is for one item or for one group. Choose one of the two.
stock-location_in_a_circle = A location cannot stand under itself. Choose another zone.
stock-location_of_other_warehouse = The zone belongs to another warehouse. Choose a zone of the same one.
stock-lot_missing = { $record } is told apart by lots. Choose the lot that moves.
stock-method_in_use = Goods are valued this way already. Make a new item, or keep the method.
stock-more_than_delivered = More of { $record } comes back than was delivered. Lower the quantity.
stock-no_standard_cost = { $record } has no standard cost. Enter one on the item.
stock-not_enough = { $record }: { $wanted } wanted, { $on_hand } on hand. Take less, or bring goods in first.
stock-one_piece_a_number = Each piece of { $record } has its own number. Enter one line for each.
stock-quantity_not_positive = The quantity must be more than zero.
stock-services_do_not_move = { $record } is a service and is not kept in stock. Remove the line.
stock-warehouse_in_use = Goods were moved in { $record } already; its company and costs stay. Make another warehouse.
stock-warehouse_of_other_company = { $record } belongs to another company. Choose one of this company.
stock-without_lines = There are no lines. Add at least one.
stock-correction_in_a_circle = What { $record } changes runs in a circle of transfers. Date it later, or ask an accountant to adjust the values.
stock-dated_too_far_back = { $record } moved on { $day } already, and the books allow { $days } days back at most. Choose a later day.
stock-short_at_document = { $record }: { $document } needs { $wanted } and would find { $on_hand }. Take less, or choose a later day.
stock-short_later = { $record }: { $wanted } wanted, but later issues leave { $on_hand } free on that day. Take less, or choose a later day.
stock-too_many_to_correct = More than { $rows } movements of { $record } come after that day. Choose a later one.
stock-received_before_sent = Goods do not come before they leave. Choose the day they were sent, or a later one.
stock-same_status = The status would stay as it is. Choose another one.
stock-status_by_transfer = Only a transfer puts goods in transit. Choose another status.
stock-transfer_to_itself = The goods would stay where they are. Choose another warehouse or location.
stock-count_again = { $record } differs by more than the tolerance. Count it again and enter what was found.
stock-count_too_large = More than 5,000 places would be on the sheet. Count one location or one group of items at a time.
stock-counted_negative = What was counted is not less than nothing. Enter zero or more.
stock-counted_twice = This place is on the sheet already. Enter what was found on that line.
stock-lot_frozen = Lot { $record } is frozen. Take another one, or thaw it first.
stock-lot_missing_line = This item is told apart by lots. Choose the lot.
stock-not_counted = This place is not counted yet. Enter what was found, zero if nothing.
stock-warehouse_frozen = { $record } is frozen. Wait until the count is posted, or thaw it.
stock-cost_is_nothing = A cost is not nothing. Enter its amount, or remove the line.
stock-fixed_parts_differ = The stated amounts do not sum to { $record }. Make them equal.
stock-how_much_to_order = A rule says how much to order. Enter a maximum or an order quantity.
stock-landed_without_lines = A landed cost needs costs and goods. Add at least one of each.
stock-lead_days = The lead time is between 0 and 3,650 days.
stock-maximum_below_point = The maximum must be above the reorder point.
stock-not_a_receipt = This row brought nothing in. Choose a receipt of this company.
stock-nothing_to_share_by = { $record } cannot be shared by this. Enter weights or volumes, or choose another basis.
stock-number_there_already = The piece { $record } is in stock already. Check its number.
stock-receipt_twice = These goods are in the list already. Keep one of the lines.
stock-reorder_point_missing = A rule has a reorder point. Enter it, or the demand from which it is reckoned.
stock-no_company_to_report = No company keeps books that you may see. Ask an administrator for the right.
stock-which_item = A card is of one item. Choose it.
stock-which_lot = Choose the lot to follow.
