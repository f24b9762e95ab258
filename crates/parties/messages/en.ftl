## Organisations and people we deal with.

parties = Customers and suppliers

# Party

parties-party = Party
parties-party-plural = Parties
parties-party-code = Code
parties-party-form = Form
parties-party-form-organisation = Organisation
parties-party-form-person = Person
parties-party-name = Name
parties-party-given_name = Given name
parties-party-family_name = Family name
parties-party-category = Category
parties-party-industry = Industry
parties-party-size = Size
parties-party-size-1_10 = 1–10 people
parties-party-size-11_50 = 11–50 people
parties-party-size-51_200 = 51–200 people
parties-party-size-201_500 = 201–500 people
parties-party-size-501_1000 = 501–1000 people
parties-party-size-over_1000 = Over 1000 people
parties-party-parent = Belongs to
parties-party-country = Country
parties-party-language = Language
parties-party-language-en = English
parties-party-language-zh-CN = 简体中文
parties-party-language-es = Español
parties-party-website = Website
parties-party-notes = Notes
parties-party-roles = Roles
parties-party-addresses = Addresses
parties-party-emails = E-mail addresses
parties-party-phones = Telephone numbers
parties-party-email = E-mail
parties-party-phone = Telephone
parties-party-preferred_channel = Likes to be reached by
parties-party-preferred_channel-email = E-mail
parties-party-preferred_channel-phone = Telephone
parties-party-preferred_channel-message = Message
parties-party-preferred_channel-letter = Letter
parties-party-preferred_channel-visit = Visit
parties-party-best_time = Best time
parties-party-do_not_contact = Do not contact
parties-party-view-quiet = Do not contact
parties-overview-unwanted = Not wanted
parties-party-tax_country = Tax country
parties-party-tax_id = Tax number
parties-party-currency = Currency
parties-party-credit_limit = Credit limit
parties-party-credit_status = Credit status
parties-party-credit_status-ok = OK
parties-party-credit_status-watch = Watch
parties-party-credit_status-hold = Hold
parties-party-credit_status-stop = Stop
parties-party-owner = Owner
parties-party-team = Team
parties-party-blocked_because = Blocked because
parties-party-distinctions = Not the same as
parties-party-is_customer = Customer
parties-party-is_supplier = Supplier
parties-party-state = Status
parties-party-state-active = Active
parties-party-state-blocked = Blocked
parties-party-state-inactive = Inactive
parties-party-section-roles = Roles
parties-party-section-contact = Contact
parties-party-section-money = Tax and credit
parties-party-section-care = Care
parties-party-view-customers = Customers
parties-party-view-suppliers = Suppliers
parties-party-view-people = People
parties-party-view-blocked = Blocked
parties-party-op-activate = Activate
parties-party-op-block = Block
parties-party-op-deactivate = Deactivate
parties-party-op-transfer = Transfer
parties-party-op-merge = Merge

# Role

parties-role = Role
parties-role-plural = Roles
parties-role-role = Role
parties-role-role-customer = Customer
parties-role-role-supplier = Supplier
parties-role-role-carrier = Carrier
parties-role-role-employee = Employee
parties-role-role-channel_partner = Channel partner
parties-role-starts_on = From
parties-role-ends_on = Until

# Address

parties-address = Address
parties-address-plural = Addresses
parties-address-purpose = Purpose
parties-address-purpose-bill = Invoices
parties-address-purpose-ship = Deliveries
parties-address-purpose-site = Site
parties-address-purpose-store = Store
parties-address-name = Name
parties-address-street = Street
parties-address-postal_code = Postal code
parties-address-city = City
parties-address-region = Region
parties-address-country = Country
parties-address-latitude = Latitude (millionths of a degree)
parties-address-longitude = Longitude (millionths of a degree)
parties-address-opening_hours = Opening hours
parties-address-visit_hours = Preferred visit hours
parties-address-is_primary = Primary

# E-mail address

parties-email-address = E-mail address
parties-email-address-plural = E-mail addresses
parties-email-address-address = Address
parties-email-address-purpose = Use
parties-email-address-purpose-work = Work
parties-email-address-purpose-private = Private
parties-email-address-purpose-mobile = Mobile
parties-email-address-purpose-billing = Billing
parties-email-address-purpose-other = Other
parties-email-address-is_primary = Primary
parties-email-address-is_invalid = Invalid
parties-email-address-is_opted_out = Opted out

# Telephone number

parties-phone-number = Telephone number
parties-phone-number-plural = Telephone numbers
parties-phone-number-number = Number
parties-phone-number-purpose = Use
parties-phone-number-purpose-work = Work
parties-phone-number-purpose-private = Private
parties-phone-number-purpose-mobile = Mobile
parties-phone-number-purpose-billing = Billing
parties-phone-number-purpose-other = Other
parties-phone-number-is_primary = Primary
parties-phone-number-is_invalid = Invalid
parties-phone-number-is_opted_out = Opted out
parties-phone-number-is_as_typed = As typed

# Distinction

parties-distinction = Distinction
parties-distinction-plural = Distinctions
parties-distinction-other = Somebody else

# Affiliation

parties-affiliation = Affiliation
parties-affiliation-plural = Affiliations
parties-affiliation-person = Person
parties-affiliation-organisation = Organisation
parties-affiliation-role = Role
parties-affiliation-reports_to = Reports to
parties-affiliation-buying_role = Buying role
parties-affiliation-buying_role-decision_maker = Decision maker
parties-affiliation-buying_role-evaluator = Evaluator
parties-affiliation-buying_role-influencer = Influencer
parties-affiliation-buying_role-user = User
parties-affiliation-buying_role-blocker = Blocker
parties-affiliation-attitude = Attitude
parties-affiliation-attitude-champion = Champion
parties-affiliation-attitude-friendly = Friendly
parties-affiliation-attitude-neutral = Neutral
parties-affiliation-attitude-opposed = Opposed
parties-affiliation-starts_on = From
parties-affiliation-ends_on = Until
parties-affiliation-is_active = Active
parties-affiliation-notes = Notes
parties-affiliation-section-selling = Selling
parties-affiliation-section-time = Time
parties-affiliation-view-now = Active now

# Ownership

parties-ownership = Ownership
parties-ownership-plural = Ownership history
parties-ownership-party = Party
parties-ownership-owner = Owner
parties-ownership-team = Team
parties-ownership-starts_on = From
parties-ownership-ends_on = Until

# Merge

parties-merge = Merge
parties-merge-plural = Merges
parties-merge-title = Records
parties-merge-survivor = Kept record
parties-merge-merged = Merged records
parties-merge-undone_at = Undone
parties-merge-moved = What moved
parties-merge-state = Status
parties-merge-state-merged = Merged
parties-merge-state-undone = Undone
parties-merge-op-undo = Undo
parties-merged = Merged record
parties-merged-plural = Merged records
parties-merged-party = Record

# Category and industry

parties-category = Category
parties-category-plural = Categories
parties-category-code = Code
parties-category-name = Name
parties-industry = Industry
parties-industry-plural = Industries
parties-industry-code = Code
parties-industry-name = Name

# Refusals: what happened, to which record, what to do next.

parties-looks_like = This looks like { $candidates }. Open that record, or add it under "Not the same as" if it is somebody else.
parties-parent_of_person = Only an organisation belongs to an organisation. Choose an organisation, or record an affiliation for a person.
parties-parent_in_a_circle = { $record } would stand above itself. Choose an organisation that is not below it.
parties-tax_country_missing = A tax number needs its country. Choose the country that gave it.
parties-tax_check_digit = { $value } is not a tax number of { $country }: the check digit does not fit. Compare it with the original.
parties-tax_malformed = { $value } does not have the form of a tax number of { $country }. Compare it with the original.
parties-credit_limit_negative = A credit limit is zero or more. Correct it, or leave it empty for none.
parties-credit_limit_currency = A credit limit needs its currency. Choose one.
parties-ends_before_start = This ends before it begins. Correct one of the dates.
parties-not_on_earth = This is not a place on earth. Latitude is at most 90 and longitude at most 180 degrees.
parties-affiliation_person = Only a person is affiliated. Choose a person.
parties-affiliation_organisation = A person is affiliated with an organisation. Choose an organisation.
parties-reports_in_a_circle = This person would report to themselves. Choose somebody who does not report to them.
parties-merge_two_to_nine = Two to nine different records can be merged at once. Choose them again.
parties-merge_unlike = A person and an organisation are never the same. Choose records of one form.
parties-merge_field_unknown = This field cannot be chosen in a merge. Leave the choice out.
parties-already_merged = { $record } was merged or archived meanwhile. Look at record { $survivor } and choose again.
parties-undo_too_late = A merge can be undone for { $days } days, and this one is older. Make a new record instead.
parties-undo_changed_since = { $what } was changed since the merge. Put it back first, or make a new record.
parties-party-op-block-reason = Reason
parties-party-op-merge-other = Merge with
parties-party-op-transfer-also_children = Also the parties below
parties-party-op-transfer-owner = New owner
parties-party-op-transfer-team = New team
parties-alike-tax = same tax number
parties-alike-email = same e-mail
parties-alike-phone = same telephone
parties-alike-name = same name
parties-alike-email_like = nearly the same e-mail
parties-alike-phone_tail = same last digits
parties-alike-domain = same e-mail domain
parties-alike-name_like = similar name

parties-party-op-erase = Erase personal data
parties-party-op-erase-code = Code of the person, to confirm
parties-erase_code = Erasing is for good. Type the code { $code } to confirm.

parties-follow_merge = Moving the rest of a merge

# The customer's page
parties-page-overview = Overview
parties-page-story = Timeline
parties-story-narrow = Narrow down
parties-story-all = All
parties-story-everybody = Everybody's
parties-story-mine = Only mine
parties-story-by = Of whom
parties-panel-activities = Activities
parties-panel-documents = Documents
parties-story-note = Note
parties-story-call = Call
parties-story-meeting = Meeting
parties-story-mail = Mail
parties-story-task = Task
parties-story-file = File
parties-story-document = Document
parties-story-ticket = Ticket
parties-story-said = Message
parties-story-said-customer = The customer said
parties-story-said-us = We answered
parties-story-said-note = Internal note
parties-story-nothing = Nothing has happened yet.
parties-story-program = The program
parties-story-whole = All of it, also of contacts and documents
parties-page-card = As a card (.vcf)
parties-panel-contacts = Contacts
parties-panel-group = Group
parties-overview-timeline = Timeline
parties-overview-record = Edit
parties-overview-offer = Quotation
parties-overview-order = Order
parties-overview-belongs = Belongs to
parties-overview-contract = Contract
