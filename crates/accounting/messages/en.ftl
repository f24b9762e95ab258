## The books of a company: accounts, calendar, entries, open items.

accounting = Accounting
accounting-control-period_lock = Period lock

# Account

accounting-account = Account
accounting-account-plural = Accounts
accounting-account-code = Code
accounting-account-name = Name
accounting-account-company = Company
accounting-account-parent = Belongs to
accounting-account-nature = Holds
accounting-account-nature-cash = Cash
accounting-account-nature-receivable = Receivables
accounting-account-nature-inventory = Inventory
accounting-account-nature-current_asset = Other current assets
accounting-account-nature-fixed_asset = Fixed assets
accounting-account-nature-payable = Payables
accounting-account-nature-current_liability = Other current liabilities
accounting-account-nature-long_liability = Long-term liabilities
accounting-account-nature-equity = Equity
accounting-account-nature-revenue = Revenue
accounting-account-nature-other_income = Other income
accounting-account-nature-cost_of_sales = Cost of sales
accounting-account-nature-expense = Expenses
accounting-account-nature-other_expense = Other expenses
accounting-account-control = Controlled by
accounting-account-control-without = None
accounting-account-control-receivables = Receivables
accounting-account-control-payables = Payables
accounting-account-control-stock = Stock
accounting-account-control-clearing = Clearing
accounting-account-heading = Heading
accounting-account-currency = Currency
accounting-account-group_code = Account of the group
accounting-account-revalued = Revalued at the closing rate
accounting-account-view-lasting = Balance sheet
accounting-account-view-result = Income statement

# Account role

accounting-account-role = Account role
accounting-account-role-plural = Account roles
accounting-account-role-company = Company
accounting-account-role-role = Role
accounting-account-role-role-receivable = Receivables
accounting-account-role-role-payable = Payables
accounting-account-role-role-revenue = Revenue
accounting-account-role-role-cost_of_goods_sold = Cost of goods sold
accounting-account-role-role-inventory = Inventory
accounting-account-role-role-received_not_invoiced = Goods received not invoiced
accounting-account-role-role-delivered_not_invoiced = Goods delivered not invoiced
accounting-account-role-role-in_transit = Goods in transit
accounting-account-role-role-input_tax = Input tax
accounting-account-role-role-output_tax = Output tax
accounting-account-role-role-tax_in_transition = Tax in transition
accounting-account-role-role-purchase_price_variance = Purchase price variance
accounting-account-role-role-invoice_price_variance = Invoice price variance
accounting-account-role-role-price_difference = Price differences
accounting-account-role-role-transfer_variance = Transfer variance
accounting-account-role-role-revaluation = Inventory revaluation
accounting-account-role-role-inventory_loss = Inventory differences
accounting-account-role-role-scrap = Scrap
accounting-account-role-role-internal_use = Internal use
accounting-account-role-role-inventory_write_down = Inventory write-downs
accounting-account-role-role-inventory_allowance = Inventory allowance
accounting-account-role-role-stock_variation = Stock variation
accounting-account-role-role-purchases = Purchases
accounting-account-role-role-landed_cost = Landed cost
accounting-account-role-role-landed_cost_variance = Landed cost variance
accounting-account-role-role-bank = Bank
accounting-account-role-role-cash = Cash in hand
accounting-account-role-role-payment_clearing = Payments in transit
accounting-account-role-role-customer_advances = Advances from customers
accounting-account-role-role-supplier_advances = Advances to suppliers
accounting-account-role-role-discount_given = Discounts given
accounting-account-role-role-discount_taken = Discounts taken
accounting-account-role-role-bad_debt = Bad debts
accounting-account-role-role-small_difference = Small differences
accounting-account-role-role-bank_fee = Bank fees
accounting-account-role-role-dunning_income = Reminder fees
accounting-account-role-role-interest_income = Interest income
accounting-account-role-role-exchange_gain = Exchange gains
accounting-account-role-role-exchange_loss = Exchange losses
accounting-account-role-role-unrealised_gain = Unrealised exchange gains
accounting-account-role-role-unrealised_loss = Unrealised exchange losses
accounting-account-role-role-exchange_adjustment = Unrealised exchange differences
accounting-account-role-role-rounding = Rounding
accounting-account-role-role-retained_earnings = Retained earnings
accounting-account-role-role-opening_balance = Opening balances
accounting-account-role-role-between_dimensions = Between dimensions
accounting-account-role-role-freight = Freight
accounting-account-role-role-work_in_progress = Work in progress
accounting-account-role-item_group = Item group
accounting-account-role-account = Account

# Books

accounting-books = Books
accounting-books-plural = Books
accounting-books-company = Company
accounting-books-inventory_mode = Goods are booked
accounting-books-inventory_mode-cost_of_sales = By cost of sales
accounting-books-inventory_mode-nature_of_expense = By nature of expense
accounting-books-cost_at = Cost of sales arises
accounting-books-cost_at-delivery = On delivery
accounting-books-cost_at-invoice = On invoice
accounting-books-costing = Costing
accounting-books-costing-moving_average = Moving average
accounting-books-costing-fifo = First in, first out
accounting-books-costing-standard = Standard cost
accounting-books-tax_rounding = Tax is rounded
accounting-books-tax_rounding-document = Per document
accounting-books-tax_rounding-line = Per line
accounting-books-prices_with_tax = Consumer prices include tax
accounting-books-small_difference = Small differences up to (smallest currency units)
accounting-books-backdate_days = Stock may be dated back (days)
accounting-books-state = Status
accounting-books-state-planned = Planned
accounting-books-state-open = Open
accounting-books-op-open = Open
accounting-books-op-open-chart = Chart of accounts
accounting-books-op-open-language = Language of account names
accounting-books-op-open-starts_on = First day of the first fiscal year

# Fiscal year

accounting-fiscal-year = Fiscal year
accounting-fiscal-year-plural = Fiscal years
accounting-fiscal-year-name = Name
accounting-fiscal-year-company = Company
accounting-fiscal-year-starts_on = From
accounting-fiscal-year-ends_on = Until
accounting-fiscal-year-closing_entry = Closing entry
accounting-fiscal-year-state = Status
accounting-fiscal-year-state-planned = Planned
accounting-fiscal-year-state-open = Open
accounting-fiscal-year-state-closed = Closed
accounting-fiscal-year-op-open = Open
accounting-fiscal-year-op-close = Close
accounting-fiscal-year-op-reopen = Reopen

# Period

accounting-period = Period
accounting-period-plural = Periods
accounting-period-name = Name
accounting-period-company = Company
accounting-period-fiscal_year = Fiscal year
accounting-period-number = Number
accounting-period-starts_on = From
accounting-period-ends_on = Until
accounting-period-adjustment = For adjustments
accounting-period-general = General ledger
accounting-period-general-future = Not open yet
accounting-period-general-open = Open
accounting-period-general-soft = Softly closed
accounting-period-general-hard = Closed for good
accounting-period-receivables = Receivables
accounting-period-receivables-future = Not open yet
accounting-period-receivables-open = Open
accounting-period-receivables-soft = Softly closed
accounting-period-receivables-hard = Closed for good
accounting-period-payables = Payables
accounting-period-payables-future = Not open yet
accounting-period-payables-open = Open
accounting-period-payables-soft = Softly closed
accounting-period-payables-hard = Closed for good
accounting-period-inventory = Inventory
accounting-period-inventory-future = Not open yet
accounting-period-inventory-open = Open
accounting-period-inventory-soft = Softly closed
accounting-period-inventory-hard = Closed for good
accounting-period-assets = Fixed assets
accounting-period-assets-future = Not open yet
accounting-period-assets-open = Open
accounting-period-assets-soft = Softly closed
accounting-period-assets-hard = Closed for good
accounting-period-payroll = Payroll
accounting-period-payroll-future = Not open yet
accounting-period-payroll-open = Open
accounting-period-payroll-soft = Softly closed
accounting-period-payroll-hard = Closed for good
accounting-period-tax = Tax
accounting-period-tax-future = Not open yet
accounting-period-tax-open = Open
accounting-period-tax-soft = Softly closed
accounting-period-tax-hard = Closed for good
accounting-period-op-open = Open
accounting-period-op-open-part = Part (empty: all)
accounting-period-op-close_softly = Close softly
accounting-period-op-close_softly-part = Part (empty: all)
accounting-period-op-close_for_good = Close for good
accounting-period-op-close_for_good-part = Part (empty: all)

# Lock exception

accounting-lock-exception = Lock exception
accounting-lock-exception-plural = Lock exceptions
accounting-lock-exception-period = Period
accounting-lock-exception-part = Part
accounting-lock-exception-part-general = General ledger
accounting-lock-exception-part-receivables = Receivables
accounting-lock-exception-part-payables = Payables
accounting-lock-exception-part-inventory = Inventory
accounting-lock-exception-part-assets = Fixed assets
accounting-lock-exception-part-payroll = Payroll
accounting-lock-exception-part-tax = Tax
accounting-lock-exception-person = Person
accounting-lock-exception-until = Until
accounting-lock-exception-reason = Reason
accounting-lock-exception-company = Company

# Dimension

accounting-dimension = Dimension
accounting-dimension-plural = Dimensions
accounting-dimension-code = Code
accounting-dimension-name = Name
accounting-dimension-required_on = Required on
accounting-dimension-required_on-cash = Cash
accounting-dimension-required_on-receivable = Receivables
accounting-dimension-required_on-inventory = Inventory
accounting-dimension-required_on-current_asset = Other current assets
accounting-dimension-required_on-fixed_asset = Fixed assets
accounting-dimension-required_on-payable = Payables
accounting-dimension-required_on-current_liability = Other current liabilities
accounting-dimension-required_on-long_liability = Long-term liabilities
accounting-dimension-required_on-equity = Equity
accounting-dimension-required_on-revenue = Revenue
accounting-dimension-required_on-other_income = Other income
accounting-dimension-required_on-cost_of_sales = Cost of sales
accounting-dimension-required_on-expense = Expenses
accounting-dimension-required_on-other_expense = Other expenses
accounting-dimension-balancing = Balances by itself
accounting-dimension-company = Company
accounting-dimension-value = Dimension value
accounting-dimension-value-plural = Dimension values
accounting-dimension-value-dimension = Dimension
accounting-dimension-value-code = Code
accounting-dimension-value-name = Name
accounting-dimension-value-parent = Belongs to
accounting-dimension-value-usual = Usual value
accounting-dimension-set = Dimension set
accounting-dimension-set-plural = Dimension sets
accounting-dimension-set-name = Name
accounting-dimension-set-key = Key
accounting-dimension-set-value_1 = Value 1
accounting-dimension-set-value_2 = Value 2
accounting-dimension-set-value_3 = Value 3
accounting-dimension-set-value_4 = Value 4
accounting-dimension-set-value_5 = Value 5
accounting-dimension-set-value_6 = Value 6
accounting-dimension-set-value_7 = Value 7
accounting-dimension-set-value_8 = Value 8
accounting-dimension-rule = Dimension rule
accounting-dimension-rule-plural = Dimension rules
accounting-dimension-rule-name = Name
accounting-dimension-rule-company = Company
accounting-dimension-rule-dimension = Dimension
accounting-dimension-rule-demand = Demand
accounting-dimension-rule-demand-required = Needs a value
accounting-dimension-rule-demand-only = Only these values
accounting-dimension-rule-demand-never = Not these values
accounting-dimension-rule-account = On account
accounting-dimension-rule-nature = On nature
accounting-dimension-rule-nature-cash = Cash
accounting-dimension-rule-nature-receivable = Receivables
accounting-dimension-rule-nature-inventory = Inventory
accounting-dimension-rule-nature-current_asset = Other current assets
accounting-dimension-rule-nature-fixed_asset = Fixed assets
accounting-dimension-rule-nature-payable = Payables
accounting-dimension-rule-nature-current_liability = Other current liabilities
accounting-dimension-rule-nature-long_liability = Long-term liabilities
accounting-dimension-rule-nature-equity = Equity
accounting-dimension-rule-nature-revenue = Revenue
accounting-dimension-rule-nature-other_income = Other income
accounting-dimension-rule-nature-cost_of_sales = Cost of sales
accounting-dimension-rule-nature-expense = Expenses
accounting-dimension-rule-nature-other_expense = Other expenses
accounting-dimension-rule-beside = Beside the value
accounting-dimension-rule-lines = Values
accounting-ruled-value = Value of a rule
accounting-ruled-value-plural = Values of a rule
accounting-ruled-value-value = Value
accounting-group-account = Group account
accounting-group-account-plural = Group chart
accounting-group-account-code = Code
accounting-group-account-name = Name
accounting-group-account-parent = Under
accounting-group-account-nature = Nature
accounting-group-account-nature-cash = Cash
accounting-group-account-nature-receivable = Receivables
accounting-group-account-nature-inventory = Inventory
accounting-group-account-nature-current_asset = Other current assets
accounting-group-account-nature-fixed_asset = Fixed assets
accounting-group-account-nature-payable = Payables
accounting-group-account-nature-current_liability = Other current liabilities
accounting-group-account-nature-long_liability = Long-term liabilities
accounting-group-account-nature-equity = Equity
accounting-group-account-nature-revenue = Revenue
accounting-group-account-nature-other_income = Other income
accounting-group-account-nature-cost_of_sales = Cost of sales
accounting-group-account-nature-expense = Expenses
accounting-group-account-nature-other_expense = Other expenses
accounting-group-account-heading = Heading

# Tax code

accounting-tax-code = Tax code
accounting-tax-code-plural = Tax codes
accounting-tax-code-code = Code
accounting-tax-code-name = Name
accounting-tax-code-company = Company
accounting-tax-code-country = Country
accounting-tax-code-direction = Charged on
accounting-tax-code-direction-sale = Sales
accounting-tax-code-direction-purchase = Purchases
accounting-tax-code-account = Account
accounting-tax-code-reverse_charge = Reverse charge
accounting-tax-code-recoverable = Deductible share
accounting-tax-code-compound = On top of the taxes before it
accounting-tax-code-base_box = Box for the base
accounting-tax-code-tax_box = Box for the tax
accounting-tax-code-category = E-invoice category
accounting-tax-code-rates = Rates
accounting-tax-rate = Tax rate
accounting-tax-rate-plural = Tax rates
accounting-tax-rate-starts_on = From
accounting-tax-rate-rate = Rate

# Exchange rate

accounting-exchange-rate = Exchange rate
accounting-exchange-rate-plural = Exchange rates
accounting-exchange-rate-base_currency = One unit of
accounting-exchange-rate-currency = is worth so many
accounting-exchange-rate-kind = Kind
accounting-exchange-rate-kind-spot = Of the day
accounting-exchange-rate-kind-average = Monthly average
accounting-exchange-rate-kind-closing = Closing
accounting-exchange-rate-quoted_on = Day
accounting-exchange-rate-rate = Rate

# Journal entry

accounting-journal-entry = Journal entry
accounting-journal-entry-plural = Journal entries
accounting-journal-entry-number = Number
accounting-journal-entry-company = Company
accounting-journal-entry-ledger = Ledger
accounting-journal-entry-journal = Journal
accounting-journal-entry-journal-general = General
accounting-journal-entry-journal-sales = Sales
accounting-journal-entry-journal-purchases = Purchases
accounting-journal-entry-journal-bank = Bank
accounting-journal-entry-journal-stock = Stock
accounting-journal-entry-journal-production = Production
accounting-journal-entry-journal-assets = Fixed assets
accounting-journal-entry-journal-payroll = Payroll
accounting-journal-entry-journal-closing = Closing and opening
accounting-journal-entry-posted_on = Posted on
accounting-journal-entry-documented_on = Document date
accounting-journal-entry-taxed_on = Tax date
accounting-journal-entry-period = Period
accounting-journal-entry-text = Text
accounting-journal-entry-total_base = Total
accounting-journal-entry-company_currency = Company currency
accounting-journal-entry-source_kind = Kind of document
accounting-journal-entry-source = Document
accounting-journal-entry-reverses = Takes back
accounting-journal-entry-stated = Stated by the document
accounting-journal-entry-hash = Hash
accounting-journal-entry-previous_hash = Hash of the one before
accounting-journal-entry-lines = Lines
accounting-journal-entry-view-general = General journal
accounting-journal-line = Journal line
accounting-journal-line-plural = Journal lines
accounting-journal-line-account = Account
accounting-journal-line-amount_base = In company currency
accounting-journal-line-amount = Amount
accounting-journal-line-currency = Currency
accounting-journal-line-party = Party
accounting-journal-line-item = Item
accounting-journal-line-quantity = Quantity
accounting-journal-line-dimensions = Dimensions
accounting-journal-line-due_on = Due on
accounting-journal-line-tax_code = Tax code
accounting-journal-line-tax_base = Tax base
accounting-journal-line-source_line = Line of the document
accounting-journal-line-text = Text
accounting-journal-line-posted_on = Posted on

# Manual entry

accounting-manual-entry = Manual entry
accounting-manual-entry-plural = Manual entries
accounting-manual-entry-number = Number
accounting-manual-entry-company = Company
accounting-manual-entry-posted_on = Posting date
accounting-manual-entry-text = Text
accounting-manual-entry-currency = Currency
accounting-manual-entry-adjustment = Into the adjustment period
accounting-manual-entry-reverse_on = Reverse by itself on
accounting-manual-entry-lines = Lines
accounting-manual-entry-debit = Debit
accounting-manual-entry-credit = Credit
accounting-manual-entry-reversed_because = Reversed because
accounting-manual-entry-entry = Journal entry
accounting-manual-entry-state = Status
accounting-manual-entry-state-draft = Draft
accounting-manual-entry-state-posted = Posted
accounting-manual-entry-state-reversed = Reversed
accounting-manual-entry-view-drafts = Drafts
accounting-manual-entry-op-post = Post
accounting-manual-entry-op-reverse = Reverse
accounting-manual-entry-op-reverse-posted_on = Posting date
accounting-manual-entry-op-reverse-reason = Reason
accounting-manual-line = Line of a manual entry
accounting-manual-line-plural = Lines of a manual entry
accounting-manual-line-account = Account
accounting-manual-line-text = Text
accounting-manual-line-party = Party
accounting-manual-line-dimensions = Dimensions
accounting-manual-line-due_on = Due on
accounting-manual-line-debit = Debit
accounting-manual-line-credit = Credit

# Open item

accounting-open-item = Open item
accounting-open-item-plural = Open items
accounting-open-item-number = Number
accounting-open-item-company = Company
accounting-open-item-side = Side
accounting-open-item-side-receivable = Receivable
accounting-open-item-side-payable = Payable
accounting-open-item-party = Party
accounting-open-item-account = Account
accounting-open-item-entry = Journal entry
accounting-open-item-entry_line = Line of the entry
accounting-open-item-posted_on = Posted on
accounting-open-item-due_on = Due on
accounting-open-item-currency = Currency
accounting-open-item-amount = Amount
accounting-open-item-amount_base = In company currency
accounting-open-item-open = Open
accounting-open-item-open_base = Open in company currency
accounting-open-item-company_currency = Company currency
accounting-open-item-settled = Settled
accounting-open-item-source_kind = Kind of document
accounting-open-item-source = Document
accounting-open-item-dimensions = Dimensions
accounting-open-item-blocked = Held back because
accounting-open-item-disputed = Disputed
accounting-open-item-dunning_level = Reminder level
accounting-open-item-dunned_on = Last reminder
accounting-open-item-interest_until = Interest charged until
accounting-open-item-view-receivable = Receivable
accounting-open-item-view-payable = Payable
accounting-allocation = Allocation
accounting-allocation-plural = Allocations
accounting-allocation-item = Open item
accounting-allocation-against = Against
accounting-allocation-entry = Journal entry
accounting-allocation-posted_on = Posted on
accounting-allocation-amount = Amount
accounting-allocation-currency = Currency
accounting-allocation-amount_base = In company currency
accounting-allocation-company_currency = Company currency

# Refusals: what happened, to which record, what to do next.

accounting-account_code = An account code has letters, digits, dots and hyphens only. Correct it.
accounting-parent_is_heading = An account stands under a heading of its own company. Choose one.
accounting-account_in_a_circle = { $record } would stand above itself. Choose a heading that is not below it.
accounting-account_in_use = { $record } has postings, so its company, control, currency and statement stay, and it becomes no heading. Add another account instead.
accounting-role_account_of_company = The account is a heading or belongs to another company. Choose one of this company that takes postings.
accounting-role_without_account = No account is set for the role “{ $role ->
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
}”. Add it to the account roles of the company.
accounting-no_books = { $record } has no open books. Open them first.
accounting-books_in_use = These books have postings already, so their company and the way goods are booked stay. Leave both as they were.
accounting-small_difference = Small differences go from 0 to 100000 smallest units of the currency. Correct the figure.
accounting-backdate_days = Stock can be dated back 0 to 3650 days. Correct the figure.
accounting-ends_before_start = This ends before it begins. Correct one of the dates.
accounting-year_too_long = A fiscal year has at most 24 months. Choose an earlier last day.
accounting-years_overlap = The days overlap with the fiscal year { $record }. Begin after it, or end before it.
accounting-year_in_use = { $record } has its periods already, so its company and days stay. Leave them as they were.
accounting-no_period = No period takes postings for { $day }. Open the fiscal year and its periods, or choose another day.
accounting-period_in_future = { $record } is not open yet for { $day }. Open the period, or choose an earlier day.
accounting-returns_closed = The tax returns from { $day } on are closed. Open the tax part of a period, or ask for a lock exception.
accounting-period_closed = { $record } is closed for { $day }. Choose a day in an open period, or ask for a lock exception.
accounting-period_closed_for_good = { $record } is closed for good and never opens again. Post on a day in an open period instead.
accounting-bank_files = Choose up to { $most } files of the bank.
accounting-period_has_drafts = The period still has drafts ({ $count }): { $record }. Post them, move them to another day, or archive them.
accounting-exception_too_long = A lock exception lasts 31 days at most. Choose an earlier end.
accounting-value_of_other_dimension = The value above belongs to another dimension. Choose one of the same dimension.
accounting-value_in_a_circle = { $record } would stand above itself. Choose a value that is not below it.
accounting-dimension_twice = { $record } is a second value of a dimension that has one already. Remove one of the two.
accounting-dimension_missing = Lines on { $record } need a value of { $dimension }. Choose it on the line, or mark one as the usual value, which documents then take.
accounting-value_not_allowed = The rule { $rule } keeps { $value } off lines on { $record }. Choose another value, or change the rule.
accounting-rule_without_values = A rule of only these values names at least one. Add a value.
accounting-rule_beside_itself = This value belongs to the dimension that the rule is about. Choose one of another dimension.
accounting-group_parent = What stands above an account of the group is a heading. Choose one, or mark it as heading first.
accounting-group_code_unknown = The group’s chart has no account { $code } that takes figures. Choose one of its codes, or add the account there first.
accounting-usual_twice = { $record } is the usual value of this dimension already. Take the mark off there first.
accounting-too_many_dimensions = A line carries at most eight dimensions. Archive one that nobody uses.
accounting-dimension_unbalanced = In { $record }, { $value } is left with { $gap } in the smallest unit of the currency. Add lines of that value until debit and credit are equal; for entries of documents, name the account for the role “Between dimensions”.
accounting-recoverable_share = The deductible share is from 0 to 100 percent. Correct it.
accounting-tax_rate_range = A tax rate is from 0 to 100 percent. Correct it.
accounting-tax_rate_twice = There is a rate from this day already. Remove one of the lines.
accounting-rate_of_itself = A rate is between two different currencies. Choose another one.
accounting-rate_not_positive = An exchange rate must be above zero. Correct it.
accounting-no_rate = There is no exchange rate from { $from } to { $to } on { $day } or shortly before. Enter one.
accounting-entry_without_lines = The entry has no lines with an amount. Enter at least a debit and a credit.
accounting-entry_unbalanced = Debits less credits leave { $gap } in the smallest unit of the currency. Correct the lines until nothing is left.
accounting-debit_or_credit = A line is a debit or a credit. Fill one of the two.
accounting-account_takes_no_postings = { $record } is a heading, is archived, or belongs to another company. Choose an account of this company that takes postings.
accounting-account_currency = { $record } is kept in another currency. Post in that currency, or choose another account.
accounting-control_by_hand = Only documents about goods post to this account. Use such a document, or choose another account.
accounting-control_without_party = An account of receivables or payables needs a party. Choose whose item this is.
accounting-reversed_before = An entry is reversed after the day it is posted. Choose a later day.
accounting-already_reversed = This entry was reversed already by { $record }. Make a new entry if something remains to be corrected.
accounting-item_partly_settled = { $record } is settled in part or in full already. Take back what settled it first.
accounting-more_than_open = That is more than is open on { $record }. Enter at most what is left.

# Tax rule

accounting-tax-rule = Tax rule
accounting-tax-rule-plural = Tax rules
accounting-tax-rule-company = Company
accounting-tax-rule-direction = For
accounting-tax-rule-direction-sale = Sale
accounting-tax-rule-direction-purchase = Purchase
accounting-tax-rule-destination = Destination
accounting-tax-rule-destination-anywhere = Anywhere
accounting-tax-rule-destination-domestic = Domestic
accounting-tax-rule-destination-abroad = Abroad
accounting-tax-rule-country = Country
accounting-tax-rule-standing = Other side
accounting-tax-rule-standing-business = Business
accounting-tax-rule-standing-consumer = Consumer
accounting-tax-rule-item_group = Item group
accounting-tax-rule-starts_on = Valid from
accounting-tax-rule-ends_on = Valid until
accounting-tax-rule-tax_code = Tax code

accounting-tax_code_of_company = The tax code belongs to another company. Choose one of this company.
accounting-tax_code_direction = The tax code is for the other direction. Choose one for sales or for purchases, as the rule says.
accounting-tax_rules_tie = Two tax rules fit { $record } equally well and name different codes. Make one of them more specific.
accounting-no_tax_rate = Tax code { $record } has no rate on { $day }. Add the rate that holds then.
accounting-stated_tax_without_code = No line bears a tax, so the stated one has nowhere to go. Give the lines a tax code, or clear the stated tax.

# Reports

accounting-report-trial-balance = Trial balance
accounting-report-trial-balance-about = What every account held at first, what moved, and what it holds at the end.
accounting-report-trial-balance-company = Company
accounting-report-trial-balance-starts_on = From
accounting-report-trial-balance-ends_on = To
accounting-report-trial-balance-code = Code
accounting-report-trial-balance-name = Account
accounting-report-trial-balance-opening = Opening balance
accounting-report-trial-balance-debit = Debit
accounting-report-trial-balance-credit = Credit
accounting-report-trial-balance-closing = Closing balance

accounting-report-balance-sheet = Balance sheet
accounting-report-balance-sheet-about = What the company owns, owes and is left with on a day.
accounting-report-balance-sheet-company = Company
accounting-report-balance-sheet-as_of = As of
accounting-report-balance-sheet-compared_as_of = Compare with
accounting-report-balance-sheet-code = Code
accounting-report-balance-sheet-name = Account
accounting-report-balance-sheet-amount = Amount

accounting-report-income-statement = Income statement
accounting-report-income-statement-about = What was earned and spent over a time, with the margins between.
accounting-report-income-statement-company = Company
accounting-report-income-statement-starts_on = From
accounting-report-income-statement-ends_on = To
accounting-report-income-statement-compared_starts_on = Compare from
accounting-report-income-statement-compared_ends_on = Compare to
accounting-report-income-statement-code = Code
accounting-report-income-statement-name = Account
accounting-report-income-statement-amount = Amount

accounting-report-cash-flow = Cash flow statement
accounting-report-cash-flow-about = Where cash came from over a time, and where it went.
accounting-report-cash-flow-company = Company
accounting-report-cash-flow-starts_on = From
accounting-report-cash-flow-ends_on = To
accounting-report-cash-flow-name = Line
accounting-report-cash-flow-amount = Amount

accounting-report-general-ledger = General ledger
accounting-report-general-ledger-about = Every line of an account with the balance after it.
accounting-report-general-ledger-company = Company
accounting-report-general-ledger-account = Account
accounting-report-general-ledger-starts_on = From
accounting-report-general-ledger-ends_on = To
accounting-report-general-ledger-posted_on = Posted on
accounting-report-general-ledger-number = Entry
accounting-report-general-ledger-text = Text
accounting-report-general-ledger-party = Party
accounting-report-general-ledger-debit = Debit
accounting-report-general-ledger-credit = Credit
accounting-report-general-ledger-balance = Balance

accounting-report-tax-return = Tax return
accounting-report-tax-return-about = Base and tax of every tax code, with the boxes of the return.
accounting-report-tax-return-company = Company
accounting-report-tax-return-starts_on = From
accounting-report-tax-return-ends_on = To
accounting-report-tax-return-code = Tax code
accounting-report-tax-return-name = Name
accounting-report-tax-return-base_box = Box for the base
accounting-report-tax-return-base = Base
accounting-report-tax-return-tax_box = Box for the tax
accounting-report-tax-return-tax = Tax

accounting-report-legal-numbers = Legal numbers
accounting-report-legal-numbers-about = Of each series how many numbers were drawn, how many are missing in the books, and how many go back behind the day of one before.
accounting-report-legal-numbers-company = Company
accounting-report-legal-numbers-first = First
accounting-report-legal-numbers-last = Last
accounting-report-legal-numbers-starts_on = From
accounting-report-legal-numbers-ends_on = To
accounting-report-legal-numbers-drawn = Drawn
accounting-report-legal-numbers-missing = Missing
accounting-report-legal-numbers-backwards = Out of order

accounting-report-aged-items = Aged open items
accounting-report-aged-items-about = What customers owe or suppliers are owed, by how long it is overdue.
accounting-report-aged-items-company = Company
accounting-report-aged-items-side = Side
accounting-report-aged-items-as_of = As of
accounting-report-aged-items-currency = Currency (empty: all, in company currency)
accounting-report-aged-items-dimension = By the values of
accounting-report-aged-items-value = Only this value
accounting-report-aged-items-party = Party
accounting-report-aged-items-not_due = Not due
accounting-report-aged-items-days_1 = 1–30 days
accounting-report-aged-items-days_31 = 31–60 days
accounting-report-aged-items-days_61 = 61–90 days
accounting-report-aged-items-days_91 = Over 90 days
accounting-report-aged-items-total = Total
accounting-report-group-balances = Group trial balance
accounting-report-group-balances-about = The balances of every company in the accounts of the group’s chart, side by side.
accounting-report-group-balances-as_of = As of
accounting-report-group-balances-currency = Currency (empty: of the first company)
accounting-report-group-balances-code = Code
accounting-report-group-balances-name = Name
accounting-report-group-balances-balance = Balance
accounting-report-group-balances-total = Total
accounting-in_closing_rates = All figures in { $currency }, at the closing rates of the day.
accounting-not_mapped = Not in the group’s chart yet
accounting-of_converting = Left over by converting
accounting-without_value = Without a value

accounting-statement-cash = Cash
accounting-statement-cash-total = Total cash
accounting-statement-receivables = Receivables
accounting-statement-receivables-total = Total receivables
accounting-statement-inventories = Inventories
accounting-statement-inventories-total = Total inventories
accounting-statement-current_assets = Other current assets
accounting-statement-current_assets-total = Total other current assets
accounting-statement-fixed_assets = Fixed assets
accounting-statement-fixed_assets-total = Total fixed assets
accounting-statement-assets-total = Total assets
accounting-statement-payables = Payables
accounting-statement-payables-total = Total payables
accounting-statement-current_liabilities = Other current liabilities
accounting-statement-current_liabilities-total = Total other current liabilities
accounting-statement-long_liabilities = Long-term liabilities
accounting-statement-long_liabilities-total = Total long-term liabilities
accounting-statement-liabilities-total = Total liabilities
accounting-statement-equity = Equity
accounting-statement-equity-total = Equity before the result
accounting-statement-result = Result not carried over yet
accounting-statement-equity_and_result-total = Total equity
accounting-statement-liabilities_and_equity-total = Total liabilities and equity
accounting-statement-revenue = Revenue
accounting-statement-revenue-total = Total revenue
accounting-statement-cost_of_sales = Cost of sales
accounting-statement-cost_of_sales-total = Total cost of sales
accounting-statement-gross_profit-total = Gross profit
accounting-statement-expenses = Expenses
accounting-statement-expenses-total = Total expenses
accounting-statement-operating_profit-total = Operating profit
accounting-statement-other_income = Other income
accounting-statement-other_income-total = Total other income
accounting-statement-other_expenses = Other expenses
accounting-statement-other_expenses-total = Total other expenses
accounting-statement-net_result-total = Net result
accounting-statement-change_receivables = Change in receivables
accounting-statement-change_inventories = Change in inventories
accounting-statement-change_payables = Change in payables
accounting-statement-change_other = Change in other current assets and liabilities
accounting-statement-cash_operating-total = Cash from operations
accounting-statement-change_fixed_assets = Change in fixed assets
accounting-statement-cash_investing-total = Cash from investing
accounting-statement-change_loans = Change in long-term liabilities
accounting-statement-change_equity = Change in equity
accounting-statement-cash_financing-total = Cash from financing
accounting-statement-cash_change-total = Change in cash
accounting-statement-cash_opening = Cash at the beginning
accounting-statement-cash_closing-total = Cash at the end

accounting-total = Total
accounting-opening = Brought forward
accounting-tax_due = Tax due
accounting-in_currency = Amounts in { $currency }.
accounting-which_account = Choose the account whose lines you want to read.
accounting-no_books_at_all = There are no open books that you may read. Open the books of a company first, or ask for the right.

# Bank account

accounting-bank-account = Bank account
accounting-bank-account-account = Account in the ledger
accounting-bank-account-bic = BIC
accounting-bank-account-clearing = Payments in transit
accounting-bank-account-company = Company
accounting-bank-account-currency = Currency
accounting-bank-account-iban = IBAN
accounting-bank-account-name = Name
accounting-bank-account-number = Number in the bank's files
accounting-bank-account-plural = Bank accounts

# Clearing

accounting-clearing = Clearing
accounting-clearing-cleared = Cleared
accounting-clearing-company = Company
accounting-clearing-currency = Currency
accounting-clearing-entry = Journal entry
accounting-clearing-lines = Lines
accounting-clearing-number = Number
accounting-clearing-op-post = Post
accounting-clearing-op-reverse = Reverse
accounting-clearing-op-reverse-posted_on = Posted on
accounting-clearing-op-reverse-reason = Reason
accounting-clearing-party = Party
accounting-clearing-plural = Clearings
accounting-clearing-posted_on = Posted on
accounting-clearing-reversed_because = Reversed because
accounting-clearing-state = Status
accounting-clearing-state-draft = Draft
accounting-clearing-state-posted = Posted
accounting-clearing-state-reversed = Reversed
accounting-clearing-text = Text
accounting-clearing-view-drafts = Drafts

# Line of a clearing

accounting-clearing-line = Line of a clearing
accounting-clearing-line-amount = Amount
accounting-clearing-line-item = Open item
accounting-clearing-line-plural = Lines of a clearing

# Discount offered

accounting-discount-offer = Discount offered
accounting-discount-offer-amount = Amount
accounting-discount-offer-currency = Currency
accounting-discount-offer-item = Open item
accounting-discount-offer-plural = Discounts offered
accounting-discount-offer-reduces_tax = Tax falls with it
accounting-discount-offer-until = Until

# Account of a party

accounting-party-account = Account of a party
accounting-party-account-bic = BIC
accounting-party-account-currency = Currency
accounting-party-account-holder = Holder
accounting-party-account-number = IBAN or number
accounting-party-account-party = Party
accounting-party-account-plural = Accounts of parties
accounting-party-account-preferred = Preferred

# Payment

accounting-payment = Payment
accounting-payment-allocate = Allocated
accounting-payment-allocate-by_hand = By hand
accounting-payment-allocate-oldest_first = Oldest first
accounting-payment-allocated = Allocated
accounting-payment-amount = Amount
accounting-payment-amount_base = In company currency
accounting-payment-bank_account = Bank account
accounting-payment-company = Company
accounting-payment-company_currency = Company currency
accounting-payment-currency = Currency
accounting-payment-direction = Direction
accounting-payment-direction-paid = Paid
accounting-payment-direction-received = Received
accounting-payment-entry = Journal entry
accounting-payment-fee = Bank fee
accounting-payment-lines = Lines
accounting-payment-matched = Shown by statements
accounting-payment-matched_base = Shown by statements, in company currency
accounting-payment-means = By
accounting-payment-means-bank = Bank
accounting-payment-means-cash = Cash
accounting-payment-number = Number
accounting-payment-on_account = On account
accounting-payment-op-post = Post
accounting-payment-op-reverse = Reverse
accounting-payment-op-reverse-posted_on = Posted on
accounting-payment-op-reverse-reason = Reason
accounting-payment-party = Party
accounting-payment-plural = Payments
accounting-payment-posted_on = Posted on
accounting-payment-reference = Reference
accounting-payment-reversed_because = Reversed because
accounting-payment-side = Ledger
accounting-payment-side-payable = Payables
accounting-payment-side-receivable = Receivables
accounting-payment-state = Status
accounting-payment-state-draft = Draft
accounting-payment-state-posted = Posted
accounting-payment-state-reversed = Reversed
accounting-payment-text = Text
accounting-payment-view-drafts = Drafts
accounting-payment-view-paid = Paid
accounting-payment-view-received = Received

# Line of a payment

accounting-payment-line = Line of a payment
accounting-payment-line-amount = Amount
accounting-payment-line-currency = Currency
accounting-payment-line-discount = Discount
accounting-payment-line-item = Open item
accounting-payment-line-open = Open
accounting-payment-line-paid = In the currency of the payment
accounting-payment-line-payment_currency = Currency of the payment
accounting-payment-line-plural = Lines of a payment
accounting-payment-line-written_off = Written off

# Payment term

accounting-payment-term = Payment term
accounting-payment-term-code = Code
accounting-payment-term-currency = Currency
accounting-payment-term-discount_tax = Tax and discount
accounting-payment-term-discount_tax-on_discounted = Tax on the discounted amount from the start
accounting-payment-term-discount_tax-reduced_on_payment = Tax falls when the discount is taken
accounting-payment-term-discount_tax-unchanged = Tax stays as invoiced
accounting-payment-term-instalments = Instalments
accounting-payment-term-name = Name
accounting-payment-term-offers = Discounts for paying early
accounting-payment-term-plural = Payment terms

# Instalment

accounting-term-instalment = Instalment
accounting-term-instalment-amount = Amount
accounting-term-instalment-day_of_month = Next day of month
accounting-term-instalment-days = Days
accounting-term-instalment-end_of_month = End of month
accounting-term-instalment-months = Months
accounting-term-instalment-percent = Percent
accounting-term-instalment-plural = Instalments

# Discount for paying early

accounting-term-offer = Discount for paying early
accounting-term-offer-days = Days
accounting-term-offer-end_of_month = End of month
accounting-term-offer-percent = Percent
accounting-term-offer-plural = Discounts for paying early

# Refusals of payments, banks and reminders

accounting-already_matched = This movement is matched already.
accounting-currency_unknown = { $record } is not among the currencies of this set. Add it first.
accounting-days_range = Between 0 and 365 days.
accounting-fee_negative = This amount cannot be negative.
accounting-levels_in_order = Each level is at least as many days overdue as the one before, and the first at least one day.
accounting-match_line_one = Each line is a movement, a payment or an account: exactly one of them.
accounting-match_unbalanced = Movements and what they are differ by { $gap } minor units. Add a payment or book the rest to an account.
accounting-match_without_movement = A match needs at least one movement of the bank.
accounting-more_than_moved = More is matched than moved on { $record }.
accounting-movement_of_other_account = This movement is of another bank account.
accounting-no_sure_match = Nothing fits { $record } for sure. Say whose it is, or book it to an account.
accounting-nobody_to_remind = There is nobody to remind: everything was paid, reminded or left out.
accounting-nobody_to_advise = { $record } paid nobody, so there is nothing to advise. Look at the lines that were left out.
accounting-not_matched = { $record } is not matched.
accounting-nothing_to_revalue = Nothing differs in value on this day.
accounting-payee_account = Choose an account of this party, or leave the line out.
accounting-payment_not_in_transit = Choose a posted bank payment of this company in the currency of the account.
accounting-procedure_without_levels = A procedure needs at least one level.
accounting-revalued_already = This day was valued already, by { $record }.
accounting-rule_fits_all = Say what the text or the other side's name must hold, or a tolerance; otherwise the rule fits everything.
accounting-rule_says_nothing = Say to which account it is booked or whose it is.
accounting-run_not_booked = { $record } is not booked yet. The file for the bank is made from booked payments.
accounting-run_pays_nothing = { $record } pays nothing. Propose again, or take a line back in.
accounting-statement_does_not_add_up = Opening balance and movements of { $record } miss the closing balance by { $gap } minor units. Export the file again.
accounting-statement_not_next = This statement of { $record } begins { $gap } minor units away from where the last one ended. Take in the statement between them first.
accounting-account_number = Give the IBAN, or the number by which the bank's files call the account.
accounting-amount_not_positive = The amount must be more than zero; the direction says which way the money goes.
accounting-bank_account_in_use = Payments were posted over this bank account. Open another one instead of changing its company, currency or accounts.
accounting-bank_currency = The account in the ledger is kept in another currency.
accounting-bank_ledger_account = Choose an account of this company that holds cash and takes postings.
accounting-bank_of_other_company = This bank account belongs to another company.
accounting-bic = A BIC has 8 or 11 characters, such as BBVAESMM.
accounting-cash_over_bank = Cash does not move over a bank account. Clear the bank account or pay by bank.
accounting-clearing_unbalanced = Debts and credits differ by { $gap } minor units. They must be equal.
accounting-day_of_month = A day of the month is between 1 and 31.
accounting-discount_not_offered = The discount is more than was offered on this item. Write off the difference or leave it open.
accounting-due_too_late = Between 0 and 120 months, and 0 and 3,650 days.
accounting-fee_range = The fee cannot be negative or more than the payment.
accounting-iban = This is not an IBAN: its length or its check digits are wrong.
accounting-item_of_other_company = This open item belongs to another company.
accounting-item_of_other_party = Open items must be of the same party, company and currency.
accounting-item_twice = This open item is listed twice. Put both amounts in one line.
accounting-more_allocated_than_paid = The lines settle more than is paid. Lower them or raise the payment.
accounting-nothing_to_clear = There are no debts and credits to set off against each other.
accounting-payment_matched = A bank statement shows this payment. Undo the match there first.
accounting-payment_twice = This payment says the same as { $record }: party, amount, day and reference. Change the reference if it is another one.
accounting-percent_or_amount = Give a percent or an amount, not both; neither is what the others leave.
accounting-percent_range = A percent is between 0 and 100.
accounting-terms_currency = Stated amounts need a currency.
accounting-terms_do_not_sum = The instalments do not make up the whole. Leave one without percent and amount: it takes the rest.
accounting-write_off_too_large = Only small differences are written off here, up to what the books of the company allow.

# Bank match

accounting-bank-match = Bank match
accounting-bank-match-amount = Amount
accounting-bank-match-bank_account = Bank account
accounting-bank-match-company = Company
accounting-bank-match-currency = Currency
accounting-bank-match-entry = Journal entry
accounting-bank-match-lines = Lines
accounting-bank-match-number = Number
accounting-bank-match-op-post = Post
accounting-bank-match-op-reverse = Reverse
accounting-bank-match-op-reverse-posted_on = Posted on
accounting-bank-match-op-reverse-reason = Reason
accounting-bank-match-plural = Bank matches
accounting-bank-match-posted_on = Posted on
accounting-bank-match-reversed_because = Reversed because
accounting-bank-match-state = Status
accounting-bank-match-state-draft = Draft
accounting-bank-match-state-posted = Posted
accounting-bank-match-state-reversed = Reversed

# Bank statement

accounting-bank-statement = Bank statement
accounting-bank-statement-bank_account = Bank account
accounting-bank-statement-closing = Closing balance
accounting-bank-statement-company = Company
accounting-bank-statement-currency = Currency
accounting-bank-statement-ends_on = Until
accounting-bank-statement-movements = Movements
accounting-bank-statement-number = Number
accounting-bank-statement-op-match_all = Match all
accounting-bank-statement-opening = Opening balance
accounting-bank-statement-plural = Bank statements
accounting-bank-statement-starts_on = From

# Bank movement

accounting-bank-transaction = Bank movement
accounting-bank-transaction-amount = Amount
accounting-bank-transaction-bank_account = Bank account
accounting-bank-transaction-booked_on = Booked on
accounting-bank-transaction-company = Company
accounting-bank-transaction-currency = Currency
accounting-bank-transaction-key = Known by
accounting-bank-transaction-matched = Matched
accounting-bank-transaction-name = Other side
accounting-bank-transaction-op-accept = Take the proposal
accounting-bank-transaction-op-assign = Say whose it is
accounting-bank-transaction-op-assign-item = Open item
accounting-bank-transaction-op-assign-party = Party
accounting-bank-transaction-op-book = Book to an account
accounting-bank-transaction-op-book-account = Account
accounting-bank-transaction-op-book-amount = Amount
accounting-bank-transaction-op-book-text = Text
accounting-bank-transaction-op-match_payment = Match with a payment
accounting-bank-transaction-op-match_payment-payment = Payment
accounting-bank-transaction-op-unmatch = Undo the match
accounting-bank-transaction-op-unmatch-posted_on = Posted on
accounting-bank-transaction-other_account = Their account
accounting-bank-transaction-plural = Bank movements
accounting-bank-transaction-reference = Reference
accounting-bank-transaction-settled = Fully matched
accounting-bank-transaction-statement = Bank statement
accounting-bank-transaction-text = Text
accounting-bank-transaction-valued_on = Valued on
accounting-bank-transaction-view-unmatched = Unmatched

# Dunning level

accounting-dunning-level = Dunning level
accounting-dunning-level-fee = Fee
accounting-dunning-level-interest = Interest per year
accounting-dunning-level-min_days_overdue = From days overdue
accounting-dunning-level-min_days_since_last = Days since the last reminder
accounting-dunning-level-plural = Dunning levels
accounting-dunning-level-stops_credit = Stops credit
accounting-dunning-level-text = Text of the letter

# Reminder

accounting-dunning-line = Reminder
accounting-dunning-line-because = Because
accounting-dunning-line-currency = Currency
accounting-dunning-line-days_overdue = Days overdue
accounting-dunning-line-due_on = Due on
accounting-dunning-line-interest = Interest
accounting-dunning-line-item = Open item
accounting-dunning-line-left_out = Left out
accounting-dunning-line-level = Level
accounting-dunning-line-open = Open
accounting-dunning-line-party = Party
accounting-dunning-line-plural = Reminders

# Dunning procedure

accounting-dunning-procedure = Dunning procedure
accounting-dunning-procedure-credits_offset = Credits pay the oldest debts first
accounting-dunning-procedure-currency = Currency
accounting-dunning-procedure-grace_days = Days of grace
accounting-dunning-procedure-least = Least amount overdue
accounting-dunning-procedure-levels = Levels
accounting-dunning-procedure-name = Name
accounting-dunning-procedure-plural = Dunning procedures
accounting-dunning-procedure-year_days = Days of a year
accounting-dunning-procedure-year_days-360 = 360
accounting-dunning-procedure-year_days-365 = 365

# Dunning run

accounting-dunning-run = Dunning run
accounting-dunning-run-asked = Asked for
accounting-dunning-run-company = Company
accounting-dunning-run-currency = Currency
accounting-dunning-run-fees = Fees
accounting-dunning-run-interest = Interest
accounting-dunning-run-lines = Lines
accounting-dunning-run-number = Number
accounting-dunning-run-op-cancel = Cancel
accounting-dunning-run-op-propose = Propose again
accounting-dunning-run-op-release = Release
accounting-dunning-run-op-send = Send by e-mail
accounting-dunning-run-mailed_at = Sent by e-mail
accounting-dunning-run-mailed = Letters sent
accounting-dunning-run-unreached = Without an address
accounting-dunning-mail-subject = { $company }: reminder { $number }
accounting-dunning-mail-body = Some of our invoices to you are still open. The letter attached says which. If you have paid meanwhile, thank you.
    
    { $company }
accounting-remittance-mail-subject = { $company }: remittance advice { $number }
accounting-remittance-mail-body = We have ordered a payment to you. The advice attached says which of your invoices it settles.
accounting-dunning-run-plural = Dunning runs
accounting-dunning-run-procedure = Procedure
accounting-dunning-run-run_on = Day
accounting-dunning-run-state = Status
accounting-dunning-run-state-cancelled = Cancelled
accounting-dunning-run-state-draft = Draft
accounting-dunning-run-state-released = Released

## Statements and reminders on paper.

accounting-print-statement = Statement of account
accounting-print-statement-intro = On { $date } these items were open in our books. If yours say something else, tell us.
accounting-print-nothing-open = On { $date } nothing was open in our books.
accounting-print-as-of = As of
accounting-print-customer-number = Customer no.
accounting-print-items-in = Items in { $currency }
accounting-print-document = Document
accounting-print-date = Date
accounting-print-due = Due
accounting-print-days = Days overdue
accounting-print-amount = Amount
accounting-print-open = Open { $currency }
accounting-print-overdue = Of it overdue
accounting-print-total-open = Open in total
accounting-print-reminder = Payment reminder
accounting-print-reminder-first = We have not received your payment for the items below. Perhaps it has slipped your attention: pay them within the next days. If your payment is already on its way, disregard this letter.
accounting-print-reminder-again = In spite of our reminder the items below are still unpaid. Pay the whole amount within ten days, or tell us at once what stands against it.
accounting-print-level = Reminder no.
accounting-print-fee = Reminder fee
accounting-print-interest = Interest for late payment
accounting-print-to-pay = To pay
accounting-print-draft = Draft
accounting-print-remittance = Remittance advice
accounting-print-remittance-intro = On { $date } we pay { $amount } to you for the documents below.
accounting-print-pay-on = Paid on
accounting-print-payment-number = Payment no.
accounting-print-supplier-number = Supplier no.
accounting-print-your-number = Your document
accounting-print-our-number = Our number
accounting-print-discount = Discount
accounting-print-paid = Paid { $currency }
accounting-print-transferred = Transferred
accounting-print-your-account = Your account
accounting-print-payment = Payment
accounting-print-bank = Bank account
accounting-print-iban = IBAN
accounting-print-account = Account number
accounting-print-bic = BIC
accounting-print-reference = Reference

# Line of a match

accounting-match-line = Line of a match
accounting-match-line-account = Account
accounting-match-line-amount = Amount
accounting-match-line-amount_base = In company currency
accounting-match-line-company_currency = Company currency
accounting-match-line-movement = Movement
accounting-match-line-payment = Payment
accounting-match-line-plural = Lines of a match
accounting-match-line-text = Text

# Match rule

accounting-match-rule = Match rule
accounting-match-rule-account = Account
accounting-match-rule-bank_account = Bank account
accounting-match-rule-currency = Currency
accounting-match-rule-direction = Direction
accounting-match-rule-direction-paid = Paid
accounting-match-rule-direction-received = Received
accounting-match-rule-most = Up to
accounting-match-rule-name = Name
accounting-match-rule-name_has = Other side's name holds
accounting-match-rule-party = Party
accounting-match-rule-plural = Match rules
accounting-match-rule-priority = Priority
accounting-match-rule-text_has = Text holds
accounting-match-rule-tolerance = Tolerance

# Terms of a party

accounting-party-terms = Terms of a party
accounting-party-terms-customer_term = Payment term as customer
accounting-party-terms-dunning_procedure = Dunning procedure
accounting-party-terms-never_reminded = Never reminded
accounting-party-terms-party = Party
accounting-party-terms-plural = Terms of parties
accounting-party-terms-supplier_term = Payment term as supplier

# Payment run

accounting-payment-run = Payment run
accounting-payment-run-approved_by = Approved by
accounting-payment-run-advised = Advices sent
accounting-payment-run-advised_at = Advised by e-mail
accounting-payment-run-unreached = Not reached
accounting-payment-run-bank_account = Bank account
accounting-payment-run-company = Company
accounting-payment-run-currency = Currency
accounting-payment-run-due_until = Due until
accounting-payment-run-lines = Lines
accounting-payment-run-number = Number
accounting-payment-run-op-approve = Approve
accounting-payment-run-op-advise = Advise by e-mail
accounting-payment-run-op-book = Book the payments
accounting-payment-run-op-cancel = Cancel
accounting-payment-run-op-finish = Finish
accounting-payment-run-op-propose = Propose again
accounting-payment-run-op-reopen = Back to draft
accounting-payment-run-pay_on = Pay on
accounting-payment-run-plural = Payment runs
accounting-payment-run-state = Status
accounting-payment-run-state-approved = Approved
accounting-payment-run-state-booked = Booked
accounting-payment-run-state-booking = Being booked
accounting-payment-run-state-cancelled = Cancelled
accounting-payment-run-state-draft = Draft
accounting-payment-run-total = Total
accounting-payment-run-view-waiting = To approve

# Revaluation

accounting-revaluation = Revaluation
accounting-revaluation-bank_entry = Entry of bank accounts
accounting-revaluation-company = Company
accounting-revaluation-company_currency = Company currency
accounting-revaluation-difference = Difference
accounting-revaluation-entry = Journal entry
accounting-revaluation-lines = Lines
accounting-revaluation-mirror = Turned back by
accounting-revaluation-number = Number
accounting-revaluation-op-post = Post
accounting-revaluation-plural = Revaluations
accounting-revaluation-revalued_on = Valued on
accounting-revaluation-state = Status
accounting-revaluation-state-draft = Draft
accounting-revaluation-state-posted = Posted

# Line of a revaluation

accounting-revaluation-line = Line of a revaluation
accounting-revaluation-line-bank_account = Bank account
accounting-revaluation-line-booked_base = In the books
accounting-revaluation-line-closing_base = At the closing rate
accounting-revaluation-line-company_currency = Company currency
accounting-revaluation-line-currency = Currency
accounting-revaluation-line-difference = Difference
accounting-revaluation-line-item = Open item
accounting-revaluation-line-open = Open
accounting-revaluation-line-plural = Lines of a revaluation

# Line of a payment run

accounting-run-line = Line of a payment run
accounting-run-line-account = Account of the party
accounting-run-line-amount = Amount
accounting-run-line-because = Because
accounting-run-line-because-blocked = Blocked or disputed
accounting-run-line-because-by_hand = Taken out by hand
accounting-run-line-because-credit = The supplier owes us
accounting-run-line-because-no_account = No account to pay to
accounting-run-line-because-settled = Paid in the meantime
accounting-run-line-currency = Currency
accounting-run-line-discount = Discount
accounting-run-line-due_on = Due on
accounting-run-line-item = Open item
accounting-run-line-left_out = Left out
accounting-run-line-party = Party
accounting-run-line-payment = Payment
accounting-run-line-plural = Lines of a payment run

# The customer's page
accounting-page-bank-desk = Bank reconciliation
accounting-page-bank-order = Payment file (pain.001)
accounting-bank-no-account = No bank account yet. Add one under Bank accounts.
accounting-bank-until = Statement until { $day }
accounting-bank-waiting = { $count ->
    [one] One movement waits · { $amount }
   *[other] { $count } movements wait · { $amount }
  }
accounting-bank-drop = Drop files of the bank here, or choose them
accounting-bank-rates = ECB rates
accounting-bank-as-said = As the file says
accounting-bank-take-in = Take in
accounting-bank-taken-in = { $new } movements taken in, { $known } were known. What is sure is matched in a moment.
accounting-bank-quoted = { $count } rates new or changed.
accounting-bank-more = Next movements
accounting-bank-open = Waiting to be booked
accounting-bank-no-guess = Nothing in the books looks like it.
accounting-bank-on-account = { $party }, on account
accounting-bank-matched = Booked.
accounting-page-close = Month-end close
accounting-page-close-period = Close
accounting-close-progress = { $done } of { $all } points need nobody any more
accounting-close-done = Done
accounting-close-open = Open
accounting-close-look = Have a look
accounting-close-earlier = Earlier months
accounting-close-earlier-none = All months before are closed.
accounting-close-earlier-open = { $count ->
    [one] One month before still takes postings.
   *[other] { $count } months before still take postings.
  }
accounting-close-drafts = Documents not posted
accounting-close-drafts-none = No document dated in this month waits to be posted.
accounting-close-drafts-open = { $count ->
    [one] One document dated in this month is not posted. Post it, move it to another day, or archive it.
   *[other] { $count } documents dated in this month are not posted. Post them, move them to another day, or archive them.
  }
accounting-close-bank = Bank movements in the books
accounting-close-bank-none = Every movement of the bank is in the books.
accounting-close-bank-open = { $count ->
    [one] One movement of the bank is not in the books.
   *[other] { $count } movements of the bank are not in the books.
  }
accounting-close-statements = Statements to the last day
accounting-close-statements-none = The statements of every bank account reach the last day of the month.
accounting-close-statements-open = These accounts have no statement up to the last day of the month.
accounting-close-statements-never = no statement yet
accounting-close-revaluation = Foreign currencies revalued
accounting-close-revaluation-none = Nothing is owed in another currency.
accounting-close-revaluation-done = What is owed in other currencies stands at the closing rate.
accounting-close-revaluation-open = { $count ->
    [one] One open item in another currency is not valued at the closing rate of this month.
   *[other] { $count } open items in other currencies are not valued at the closing rate of this month.
  }
accounting-close-revaluation-make = New revaluation
accounting-close-received = Received, not invoiced
accounting-close-delivered = Delivered, not invoiced
accounting-close-landed = Landed cost, not invoiced
accounting-close-waiting-none = Nothing stands on this account.
accounting-close-waiting-open = This much still waits for invoices at the end of the month.
accounting-close-tax = Tax return
accounting-close-tax-return = Return of the month
accounting-close-tax-done = The tax part of the month is closed.
accounting-close-tax-open = Check the return, file it, then close the tax part of the month.
accounting-close-more = { $count ->
    [one] and one more
   *[other] and { $count } more
  }
accounting-panel-figures = Key figures
accounting-panel-revenue = Revenue, 12 months
accounting-panel-overdue = Overdue receivables
accounting-panel-to-pay = To pay within a week
accounting-home-cash = Cash
accounting-home-receivables = Receivables
accounting-home-payables = Payables
accounting-home-revenue = Revenue this month
accounting-home-result = Result this month
accounting-home-last-month = { $amount } last month
accounting-panel-owed = Open items
accounting-panel-receipts = Receipts
accounting-panel-expenses = Expenses
accounting-owed-overdue = { $amount } overdue
accounting-owed-dunned = Reminder level { $level }
accounting-nothing_open = Nothing of { $record } is open any more. Look at its payments.
accounting-pay_blocked = Its payment is held back. See what does not match, or release it first.
