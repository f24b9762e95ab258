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
stock-dated_before_last = { $record } moved on { $day } already. Choose that day or a later one.
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
