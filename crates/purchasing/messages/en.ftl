## Purchasing: requisitions, orders, receipts, invoices and returns.

purchasing = Purchasing
purchasing-control-payment_block = Payment block

# Order

purchasing-order = Purchase order
purchasing-order-plural = Purchase orders
purchasing-order-company = Company
purchasing-order-company_currency = Company currency
purchasing-order-supplier = Supplier
purchasing-order-payment_term = Payment terms
purchasing-order-currency = Currency
purchasing-order-warehouse = Warehouse
purchasing-order-requested = Requested
purchasing-order-owner = Owner
purchasing-order-team = Team
purchasing-order-lines = Lines
purchasing-order-net = Net
purchasing-order-tax = Tax
purchasing-order-total = Total
purchasing-order-number = Number
purchasing-order-state = State
purchasing-order-supplier_reference = Supplier's reference
purchasing-order-ordered_on = Ordered on
purchasing-order-over_receipt = More may come
purchasing-order-total_base = Total in company currency
purchasing-order-due_on = Expected on
purchasing-order-amendment = Amendment
purchasing-order-received = Received
purchasing-order-invoiced = Invoiced
purchasing-order-cancelled_because = Cancelled because
purchasing-order-withdrawn_because = Withdrawn because
purchasing-order-reminded_on = Reminded on
purchasing-order-reminders = Reminders
purchasing-order-view-open = Open
purchasing-order-view-late = Late
purchasing-order-view-to_invoice = To be invoiced
purchasing-order-view-drafts = Drafts
purchasing-order-view-to_approve = Waiting for approval
purchasing-order-op-release = Release
purchasing-order-op-submit = Submit for approval
purchasing-order-op-withdraw = Withdraw
purchasing-order-op-withdraw-reason = Reason
purchasing-order-op-acknowledge = Acknowledge
purchasing-order-op-acknowledge-line = Line, counted from 1
purchasing-order-op-acknowledge-confirmed = Confirmed
purchasing-order-op-acknowledge-forecast = Forecast
purchasing-order-op-acknowledge-reference = Supplier's reference
purchasing-order-op-remind = Remind
purchasing-order-op-send_reminder = Remind by e-mail
purchasing-order-op-send_reminder-recipient = To
purchasing-order-op-send_reminder-message = What you say
purchasing-order-op-announce = Shipping notice
purchasing-order-op-announce-arrives_on = Arrives on
purchasing-order-op-announce-reference = Supplier's number
purchasing-reminder-mail-subject = Late deliveries of our order { $number }
purchasing-reminder-mail-usual = What is late of our order, and since when, stands in the letter that comes with this e-mail. Tell us when it comes.
purchasing-reminder-mail-body = { $message }
    
    { $sender }
purchasing-order-op-receive = Receive
purchasing-order-op-invoice = Invoice
purchasing-order-op-amend = Amend
purchasing-order-op-amend-reason = Reason
purchasing-order-op-close = Close
purchasing-order-op-reopen = Reopen
purchasing-order-op-cancel = Cancel
purchasing-order-op-cancel-reason = Reason
purchasing-order-op-invoice-supplier_number = Supplier's number
purchasing-order-op-invoice-documented_on = Document date
purchasing-order-op-invoice-due_on = Due
purchasing-order-state-draft = Draft
purchasing-order-state-submitted = Waiting for approval
purchasing-order-state-released = Released
purchasing-order-state-closed = Closed
purchasing-order-state-cancelled = Cancelled
purchasing-order-received-nothing = Nothing
purchasing-order-received-partly = Partly
purchasing-order-received-fully = Fully
purchasing-order-invoiced-nothing = Nothing
purchasing-order-invoiced-partly = Partly
purchasing-order-invoiced-fully = Fully

# Order line

purchasing-order-line = Order line
purchasing-order-line-plural = Order lines
purchasing-order-line-item = Item
purchasing-order-line-description = Description
purchasing-order-line-quantity = Quantity
purchasing-order-line-unit = Unit
purchasing-order-line-price = Price
purchasing-order-line-discount = Discount
purchasing-order-line-tax_code = Tax code
purchasing-order-line-requested = Requested
purchasing-order-line-confirmed = Confirmed
purchasing-order-line-forecast = Forecast
purchasing-order-line-warehouse = Warehouse
purchasing-order-line-dimensions = Dimensions
purchasing-order-line-net = Net
purchasing-order-line-tax = Tax
purchasing-order-line-cost = Cost
purchasing-order-line-stock_quantity = In base units
purchasing-order-line-is_service = Service

# Goods receipt

purchasing-supplier-calendar = Supplier calendar
purchasing-supplier-calendar-plural = Supplier calendars
purchasing-supplier-calendar-supplier = Supplier
purchasing-supplier-calendar-monday = Monday
purchasing-supplier-calendar-tuesday = Tuesday
purchasing-supplier-calendar-wednesday = Wednesday
purchasing-supplier-calendar-thursday = Thursday
purchasing-supplier-calendar-friday = Friday
purchasing-supplier-calendar-saturday = Saturday
purchasing-supplier-calendar-sunday = Sunday
purchasing-supplier-calendar-calendar = Days off as in
purchasing-supplier-calendar-closed = Closed
purchasing-closed-days = Days closed
purchasing-closed-days-plural = Days closed
purchasing-closed-days-name = Name
purchasing-closed-days-starts_on = From
purchasing-closed-days-ends_on = Until

purchasing-shipping-notice = Shipping notice
purchasing-shipping-notice-plural = Shipping notices
purchasing-shipping-notice-number = Number
purchasing-shipping-notice-company = Company
purchasing-shipping-notice-supplier = Supplier
purchasing-shipping-notice-reference = Supplier's number
purchasing-shipping-notice-announced_on = Announced on
purchasing-shipping-notice-arrives_on = Arrives on
purchasing-shipping-notice-carrier = Carrier
purchasing-shipping-notice-tracking = Tracking number
purchasing-shipping-notice-lines = Lines
purchasing-shipping-notice-receipt = Goods receipt
purchasing-shipping-notice-withdrawn_because = Withdrawn because
purchasing-shipping-notice-state = State
purchasing-shipping-notice-state-draft = Draft
purchasing-shipping-notice-state-announced = On its way
purchasing-shipping-notice-state-received = Received
purchasing-shipping-notice-state-withdrawn = Withdrawn
purchasing-shipping-notice-view-on_the_way = On the way
purchasing-shipping-notice-view-late = Late
purchasing-shipping-notice-op-announce = Announce
purchasing-shipping-notice-op-receive = Receive
purchasing-shipping-notice-op-withdraw = Does not come
purchasing-shipping-notice-op-withdraw-reason = Reason
purchasing-notice-line = Line of a shipping notice
purchasing-notice-line-plural = Lines of shipping notices
purchasing-notice-line-order_line = Order line
purchasing-notice-line-purchase_order = Purchase order
purchasing-notice-line-item = Item
purchasing-notice-line-description = Description
purchasing-notice-line-unit = Unit
purchasing-notice-line-quantity = Quantity

purchasing-goods-receipt = Goods receipt
purchasing-goods-receipt-plural = Goods receipts
purchasing-goods-receipt-company = Company
purchasing-goods-receipt-supplier = Supplier
purchasing-goods-receipt-currency = Currency
purchasing-goods-receipt-entry = Journal entry
purchasing-goods-receipt-lines = Lines
purchasing-goods-receipt-number = Number
purchasing-goods-receipt-posted_on = Posted on
purchasing-goods-receipt-reversed_because = Reversed because
purchasing-goods-receipt-state = State
purchasing-goods-receipt-value = Value
purchasing-goods-receipt-warehouse = Warehouse
purchasing-goods-receipt-delivery_note = Delivery note
purchasing-goods-receipt-view-drafts = Drafts
purchasing-goods-receipt-op-post = Post
purchasing-goods-receipt-op-reverse = Reverse
purchasing-goods-receipt-op-reverse-posted_on = Posted on
purchasing-goods-receipt-op-reverse-reason = Reason
purchasing-goods-receipt-state-draft = Draft
purchasing-goods-receipt-state-posted = Posted
purchasing-goods-receipt-state-reversed = Reversed

# Receipt line

purchasing-receipt-line = Receipt line
purchasing-receipt-line-plural = Receipt lines
purchasing-receipt-line-order_line = Order line
purchasing-receipt-line-purchase_order = Purchase order
purchasing-receipt-line-item = Item
purchasing-receipt-line-description = Description
purchasing-receipt-line-unit = Unit
purchasing-receipt-line-warehouse = Warehouse
purchasing-receipt-line-quantity = Fit for use
purchasing-receipt-line-quarantined = To be inspected
purchasing-receipt-line-rejected = Rejected
purchasing-receipt-line-rejected_because = Rejected because
purchasing-receipt-line-location = Location
purchasing-receipt-line-lot = Lot

# Supplier invoice

purchasing-supplier-invoice = Supplier invoice
purchasing-supplier-invoice-plural = Supplier invoices
purchasing-supplier-invoice-company = Company
purchasing-supplier-invoice-supplier = Supplier
purchasing-supplier-invoice-currency = Currency
purchasing-supplier-invoice-payment_term = Payment terms
purchasing-supplier-invoice-documented_on = Document date
purchasing-supplier-invoice-due_on = Due
purchasing-supplier-invoice-entry = Journal entry
purchasing-supplier-invoice-lines = Lines
purchasing-supplier-invoice-net = Net
purchasing-supplier-invoice-tax = Tax
purchasing-supplier-invoice-total = Total
purchasing-supplier-invoice-number = Number
purchasing-supplier-invoice-posted_on = Posted on
purchasing-supplier-invoice-reversed_because = Reversed because
purchasing-supplier-invoice-state = State
purchasing-supplier-invoice-supplier_number = Supplier's number
purchasing-supplier-invoice-corrects = Corrects
purchasing-supplier-invoice-taxed_on = Tax date
purchasing-supplier-invoice-stated_total = Total on the paper
purchasing-supplier-invoice-sense = Kind
purchasing-supplier-invoice-sense-invoice = Invoice
purchasing-supplier-invoice-sense-credit_note = Credit note
purchasing-supplier-invoice-payment = Payment
purchasing-supplier-invoice-payment-free = Free
purchasing-supplier-invoice-payment-blocked = Blocked
purchasing-supplier-invoice-payment-released = Released by hand
purchasing-supplier-invoice-wrong_price = Price differs
purchasing-supplier-invoice-wrong_quantity = More than came
purchasing-supplier-invoice-wrong_quality = More than was fit
purchasing-supplier-invoice-wrong_date = Too early or too late
purchasing-supplier-invoice-without_order = Not ordered
purchasing-supplier-invoice-released_because = Released because
purchasing-supplier-invoice-looks_like = Looks like
purchasing-supplier-invoice-duplicate_key = Key against duplicates
purchasing-supplier-invoice-section-matching = Matching
purchasing-supplier-invoice-view-drafts = Drafts
purchasing-supplier-invoice-view-blocked = Payment blocked
purchasing-supplier-invoice-view-credit_notes = Credit notes
purchasing-supplier-invoice-op-release = Let it pass
purchasing-supplier-invoice-op-release-reason = Reason
purchasing-supplier-invoice-op-post = Post
purchasing-supplier-invoice-op-pay = Record payment
purchasing-supplier-invoice-op-pay-posted_on = Paid on
purchasing-supplier-invoice-op-pay-bank_account = Bank account
purchasing-supplier-invoice-op-pay-reference = Reference
purchasing-supplier-invoice-op-reverse = Reverse
purchasing-supplier-invoice-op-reverse-posted_on = Posted on
purchasing-supplier-invoice-op-reverse-reason = Reason
purchasing-supplier-invoice-state-draft = Draft
purchasing-supplier-invoice-state-posted = Posted
purchasing-supplier-invoice-state-reversed = Reversed

# Invoice line

purchasing-invoice-line = Invoice line
purchasing-invoice-line-plural = Invoice lines
purchasing-invoice-line-order_line = Order line
purchasing-invoice-line-receipt_line = Receipt line
purchasing-invoice-line-purchase_order = Purchase order
purchasing-invoice-line-item = Item
purchasing-invoice-line-description = Description
purchasing-invoice-line-quantity = Quantity
purchasing-invoice-line-unit = Unit
purchasing-invoice-line-price = Price
purchasing-invoice-line-discount = Discount
purchasing-invoice-line-tax_code = Tax code
purchasing-invoice-line-account = Account
purchasing-invoice-line-net = Net
purchasing-invoice-line-tax = Tax
purchasing-invoice-line-cost = Cost
purchasing-invoice-line-price_only = Only the price falls
purchasing-invoice-line-dimensions = Dimensions

# Supplier return

purchasing-supplier-return = Supplier return
purchasing-supplier-return-plural = Supplier returns
purchasing-supplier-return-company = Company
purchasing-supplier-return-supplier = Supplier
purchasing-supplier-return-currency = Currency
purchasing-supplier-return-entry = Journal entry
purchasing-supplier-return-lines = Lines
purchasing-supplier-return-number = Number
purchasing-supplier-return-posted_on = Posted on
purchasing-supplier-return-reason = Reason
purchasing-supplier-return-reversed_because = Reversed because
purchasing-supplier-return-state = State
purchasing-supplier-return-value = Owed by the supplier
purchasing-supplier-return-credited = Debit note
purchasing-supplier-return-view-to_credit = To be credited
purchasing-supplier-return-op-debit_note = Debit note
purchasing-supplier-return-op-post = Post
purchasing-supplier-return-op-reverse = Reverse
purchasing-supplier-return-op-reverse-posted_on = Posted on
purchasing-supplier-return-op-reverse-reason = Reason
purchasing-supplier-return-op-debit_note-supplier_number = Supplier's number
purchasing-supplier-return-op-debit_note-documented_on = Document date
purchasing-supplier-return-op-debit_note-due_on = Due
purchasing-supplier-return-state-draft = Draft
purchasing-supplier-return-state-posted = Posted
purchasing-supplier-return-state-reversed = Reversed
purchasing-supplier-return-credited-nothing = Nothing
purchasing-supplier-return-credited-partly = Partly
purchasing-supplier-return-credited-fully = Fully

# Return line

purchasing-return-line = Return line
purchasing-return-line-plural = Return lines
purchasing-return-line-receipt_line = Receipt line
purchasing-return-line-order_line = Order line
purchasing-return-line-purchase_order = Purchase order
purchasing-return-line-item = Item
purchasing-return-line-description = Description
purchasing-return-line-unit = Unit
purchasing-return-line-quantity = Quantity
purchasing-return-line-status = Status
purchasing-return-line-status-unrestricted = Unrestricted
purchasing-return-line-status-inspection = In inspection
purchasing-return-line-status-blocked = Blocked
purchasing-return-line-status-in_transit = In transit

# Match tolerance

purchasing-match-tolerance = Match tolerance
purchasing-match-tolerance-plural = Match tolerances
purchasing-match-tolerance-company = Company
purchasing-match-tolerance-item_group = Item group
purchasing-match-tolerance-currency = Currency
purchasing-match-tolerance-category = Category of suppliers
purchasing-match-tolerance-basis = Quantity against
purchasing-match-tolerance-basis-receipt = What came
purchasing-match-tolerance-basis-order = What was ordered
purchasing-match-tolerance-price_over = Dearer by
purchasing-match-tolerance-price_under = Cheaper by
purchasing-match-tolerance-amount_over = At most, on a line
purchasing-match-tolerance-quantity_over = More by
purchasing-match-tolerance-days_early = Earlier by (days)
purchasing-match-tolerance-days_late = Later by (days)
purchasing-match-tolerance-total_small = Small difference of the total
purchasing-match-tolerance-order_required = An order is required

# Approval limit

# Amendment

purchasing-amendment = Amendment
purchasing-amendment-plural = Amendments
purchasing-amendment-purchase_order = Purchase order
purchasing-amendment-number = Number
purchasing-amendment-reason = Reason
purchasing-amendment-lines = Lines
purchasing-amendment-was = What it said before

# Amendment line

purchasing-amendment-line = Change
purchasing-amendment-line-plural = Changes
purchasing-amendment-line-order_line = Order line
purchasing-amendment-line-subject = Of what
purchasing-amendment-line-changed = Field
purchasing-amendment-line-before = Before
purchasing-amendment-line-after = After

# Requisition

purchasing-requisition = Requisition
purchasing-requisition-plural = Requisitions
purchasing-requisition-company = Company
purchasing-requisition-currency = Currency
purchasing-requisition-lines = Lines
purchasing-requisition-number = Number
purchasing-requisition-needed_on = Needed on
purchasing-requisition-owner = Owner
purchasing-requisition-team = Team
purchasing-requisition-state = State
purchasing-requisition-warehouse = Warehouse
purchasing-requisition-requested_on = Requested on
purchasing-requisition-purpose = What for
purchasing-requisition-estimate = Estimate
purchasing-requisition-rejected_because = Rejected because
purchasing-requisition-view-to_approve = To be approved
purchasing-requisition-view-to_order = To be ordered
purchasing-requisition-op-replenish = Add what is missing
purchasing-requisition-op-submit = Submit
purchasing-requisition-op-approve = Approve
purchasing-requisition-op-reject = Reject
purchasing-requisition-op-reject-reason = Reason
purchasing-requisition-op-order = Order
purchasing-requisition-op-cancel = Cancel
purchasing-requisition-op-cancel-reason = Reason
purchasing-requisition-state-draft = Draft
purchasing-requisition-state-submitted = Submitted
purchasing-requisition-state-approved = Approved
purchasing-requisition-state-closed = Closed
purchasing-requisition-state-cancelled = Cancelled

# Requisition line

purchasing-requisition-line = Requisition line
purchasing-requisition-line-plural = Requisition lines
purchasing-requisition-line-item = Item
purchasing-requisition-line-quantity = Quantity
purchasing-requisition-line-needed_on = Needed on
purchasing-requisition-line-supplier = Supplier
purchasing-requisition-line-price = Price
purchasing-requisition-line-warehouse = Warehouse

# Reports

purchasing-report-progress = Progress board
purchasing-report-progress-about = Each line that is still to come or to be invoiced, with its three dates and how late it is.
purchasing-report-progress-company = Company
purchasing-report-progress-supplier = Supplier
purchasing-report-progress-only_late = Only late ones
purchasing-report-progress-as_of = As of
purchasing-report-progress-order = Order
purchasing-report-progress-line = Line
purchasing-report-progress-ordered = Ordered
purchasing-report-progress-received = Received
purchasing-report-progress-rejected = Rejected
purchasing-report-progress-invoiced = Invoiced
purchasing-report-progress-requested = Requested
purchasing-report-progress-confirmed = Confirmed
purchasing-report-progress-forecast = Forecast
purchasing-report-progress-announced = On its way
purchasing-report-progress-arrives_on = Arrives on
purchasing-report-progress-days_late = Days late
purchasing-report-progress-reminded_on = Reminded on

# Laws

purchasing-progress_is_links = What came and was invoiced is what the documents say
purchasing-clearing_is_links = What waits for an invoice is what the documents leave
purchasing-expected_is_open_orders = What stock expects is what open orders still bring
purchasing-received_not_invoiced_is_open_receipts = Goods received not invoiced are the open receipts

# What was refused

purchasing-account_takes_no_expense = This account takes no expense of this company. Choose another.
purchasing-corrects_other_supplier = A credit note corrects an invoice of the same supplier.
purchasing-credited_already = Its debit note is written. Take that back first.
purchasing-credited_since = { $record }: a credit note took some of it back. Reverse that first.
purchasing-discount_range = A discount lies between 0 and 100 %.
purchasing-expense_without_account = Say which account or item this line is.
purchasing-goods_without_order = Goods that nobody ordered are not taken in by an invoice. Write an order and receive them.
purchasing-invoice_over_nothing = An invoice over nothing is not posted. Check prices and quantities.
purchasing-invoice_twice = This supplier's invoice is here already: { $other }.
purchasing-less_than_came = More than this has come or is invoiced already. Order at least as much.
purchasing-line_begun = This line has begun: goods came or were invoiced. Only quantity, price and dates may change.
purchasing-more_than_came = More would go back than came. Return less.
purchasing-more_than_invoiced = More would be credited than was invoiced. Credit less.
purchasing-more_than_ordered = { $record }: { $ordered } ordered, { $would_be } would have come. Receive less, or amend the order.
purchasing-no_such_line = The order has no such line.
purchasing-no_such_order_line = There is no such line of an order. Take one of this supplier's released orders.
purchasing-no_such_receipt_line = There is no such line of a posted receipt of this supplier.
purchasing-none_in_status = The receipt brought none in this status. Choose where the goods lie.
purchasing-not_received = Nothing of this came. Receive it first.
purchasing-nothing_missing = Nothing is missing by the reorder rules.
purchasing-nothing_to_credit = Nothing that went back was invoiced, so there is nothing to credit.
purchasing-nothing_to_invoice = { $record }: all that came is invoiced.
purchasing-nothing_to_receive = { $record }: all of it has come.
purchasing-order_begun = Goods came or were invoiced. Close the order instead.
purchasing-order_not_released = { $record } is not released. Release it first.
purchasing-order_of_other_supplier = { $record } is of another supplier or company.
purchasing-ends_before_start = The last day is before the first. Correct one of the two.
purchasing-never_delivers = The supplier would deliver on no day. Tick a weekday, or shorten the days closed.
purchasing-nothing_to_announce = All of { $record } came or is on its way already. Change or withdraw a notice instead.
purchasing-announced_too_much = { $record }: { $would_be } would come of { $ordered } ordered. Lower the quantity, or amend the order.
purchasing-arrives_before_announced = Goods arrive on the day they are announced or later. Correct one of the two days.
purchasing-other_currency = { $record } is in another currency than this invoice.
purchasing-own_requisition = Somebody else approves what you asked for.
purchasing-part_not_exact = { $quantity } of this unit is no exact figure in the base unit. Take a quantity that is.
purchasing-price_negative = A price is not below nothing. Write a credit note instead.
purchasing-kits_are_not_bought = { $record } is a kit. Order its parts.
purchasing-price_only_credit = Only a credit note for ordered goods lowers their price.
purchasing-quantity_not_positive = The quantity is more than nothing.
purchasing-receipt_used = It is invoiced, or something of it went back. Take that back first.
purchasing-tolerance_range = This is not below nothing, and a share at most 100 %.
purchasing-days_range = A number of days is between 0 and 3,650. Correct it, or leave it empty so that any day will do.
purchasing-total_differs = The paper's total differs from what the lines come to. Check the lines.
purchasing-warehouse_of_other_company = This warehouse is of another company.
purchasing-without_currency = Say in which currency.
purchasing-without_lines = There are no lines. Add at least one.
purchasing-without_price = This line has no price. Enter one.
purchasing-without_supplier = Say from whom this is bought.
purchasing-without_warehouse = Say where the goods go.
purchasing-nothing_late = Nothing of this order is late. Wait until a day that was promised has passed, or acknowledge another day.

purchasing-print-purchase-order = Purchase order
purchasing-print-draft = Draft
purchasing-print-cancelled = Cancelled
purchasing-print-reminder = Reminder of late deliveries
purchasing-print-date = Date
purchasing-print-our-order = Our order
purchasing-print-ordered-on = Ordered on
purchasing-print-your-reference = Your reference
purchasing-print-reminder-number = Reminder no.
purchasing-print-reminder-intro = By the days that were promised, the following goods of our order should have been here. Please deliver them now.
purchasing-print-reminder-answer = Please tell us at once on which day each line will arrive.
purchasing-print-position = No.
purchasing-print-description = Description
purchasing-print-item-number = Item { $number }
purchasing-print-quantity = Quantity
purchasing-print-outstanding = Outstanding
purchasing-print-unit = Unit
purchasing-print-price = Price
purchasing-print-discount = Discount
purchasing-print-net-in = Net { $currency }
purchasing-print-promised-for = Promised for
purchasing-print-days-late = Days late
purchasing-print-net = Net
purchasing-print-tax = Tax
purchasing-print-total = Total
purchasing-print-deliver-to = Deliver to

purchasing-page-bill-file = Electronic bills
