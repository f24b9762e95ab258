## Winning customers: leads, opportunities, forecasts and consent.

crm = Customer relations

# Lead

crm-lead = Lead
crm-lead-plural = Leads
crm-lead-view-queue = Queue
crm-lead-view-mine = Mine
crm-lead-view-nurturing = Parked
crm-lead-view-converted = Converted
crm-lead-number = Number
crm-lead-name = Name
crm-lead-given_name = Given name
crm-lead-family_name = Family name
crm-lead-organisation = Organisation
crm-lead-job_title = Job title
crm-lead-interest = What they want
crm-lead-section-contact = How to reach them
crm-lead-emails = E-mail addresses
crm-lead-phones = Telephone numbers
crm-lead-email = E-mail
crm-lead-phone = Telephone
crm-lead-website = Website
crm-lead-street = Street
crm-lead-postal_code = Postal code
crm-lead-city = City
crm-lead-region = Region
crm-lead-country = Country
crm-lead-language = Language
crm-lead-language-en = English
crm-lead-language-zh-CN = Chinese
crm-lead-language-es = Spanish
crm-lead-section-firm = The organisation
crm-lead-industry = Industry
crm-lead-size = People
crm-lead-size-1_10 = 1–10
crm-lead-size-11_50 = 11–50
crm-lead-size-51_200 = 51–200
crm-lead-size-201_500 = 201–500
crm-lead-size-501_1000 = 501–1,000
crm-lead-size-over_1000 = over 1,000
crm-lead-section-origin = Where it comes from
crm-lead-channel = Channel
crm-lead-channel-by_hand = Entered by hand
crm-lead-channel-web_form = Web form
crm-lead-channel-email = E-mail
crm-lead-channel-call = Telephone
crm-lead-channel-chat = Chat
crm-lead-channel-event = Event
crm-lead-channel-card = Business card
crm-lead-channel-import = Import
crm-lead-channel-program = Another program
crm-lead-source = Source
crm-lead-utm_source = Campaign: site
crm-lead-utm_medium = Campaign: medium
crm-lead-utm_campaign = Campaign
crm-lead-utm_term = Campaign: search words
crm-lead-utm_content = Campaign: advertisement
crm-lead-landing_page = Page they came to
crm-lead-section-care = Care
crm-lead-owner = Owner
crm-lead-team = Team
crm-lead-company = Company
crm-lead-resume_on = Comes back on
crm-lead-attempts = Attempts
crm-lead-loss_reason = Came to nothing because
crm-lead-loss_note = Remark
crm-lead-worked_at = First worked on
crm-lead-state = Status
crm-lead-state-new = New
crm-lead-state-working = Working
crm-lead-state-nurturing = Parked
crm-lead-state-qualified = Qualified
crm-lead-state-converted = Converted
crm-lead-state-disqualified = Came to nothing
crm-lead-op-work = Work on it
crm-lead-op-qualify = Qualify
crm-lead-op-nurture = Park
crm-lead-op-nurture-resume_on = Comes back on
crm-lead-op-resume = Bring back
crm-lead-op-disqualify = Came to nothing
crm-lead-op-disqualify-reason = Reason
crm-lead-op-disqualify-note = Remark
crm-lead-op-reopen = Open again
crm-lead-op-assign = Give out by the rules
crm-lead-op-hand_over = Hand over
crm-lead-op-hand_over-owner = New owner
crm-lead-op-hand_over-team = New team
crm-lead-email-address = E-mail address of a lead
crm-lead-email-address-plural = E-mail addresses of leads
crm-lead-email-address-address = Address
crm-lead-email-address-purpose = Use
crm-lead-email-address-purpose-work = Work
crm-lead-email-address-purpose-private = Private
crm-lead-email-address-purpose-mobile = Mobile
crm-lead-email-address-purpose-billing = Invoices
crm-lead-email-address-purpose-other = Other
crm-lead-email-address-is_primary = Primary
crm-lead-phone-number = Telephone number of a lead
crm-lead-phone-number-plural = Telephone numbers of leads
crm-lead-phone-number-number = Number
crm-lead-phone-number-purpose = Use
crm-lead-phone-number-purpose-work = Work
crm-lead-phone-number-purpose-private = Private
crm-lead-phone-number-purpose-mobile = Mobile
crm-lead-phone-number-purpose-billing = Invoices
crm-lead-phone-number-purpose-other = Other
crm-lead-phone-number-is_primary = Primary
crm-lead-phone-number-is_as_typed = Not read as a number

# Sources, reasons, competitors

crm-source = Source
crm-source-plural = Sources
crm-source-code = Code
crm-source-name = Name
crm-source-is_active = In use
crm-loss-reason = Loss reason
crm-loss-reason-plural = Loss reasons
crm-loss-reason-code = Code
crm-loss-reason-name = Name
crm-loss-reason-applies = Given for
crm-loss-reason-applies-both = Leads and opportunities
crm-loss-reason-applies-leads = Leads
crm-loss-reason-applies-opportunities = Opportunities
crm-loss-reason-needs_competitor = Needs the competitor
crm-competitor = Competitor
crm-competitor-plural = Competitors
crm-competitor-name = Name
crm-competitor-website = Website
crm-competitor-strengths = Strengths
crm-competitor-weaknesses = Weaknesses

# Giving out leads

crm-assignment-rule = Assignment rule
crm-assignment-rule-plural = Assignment rules
crm-assignment-rule-name = Name
crm-assignment-rule-place = Place
crm-assignment-rule-leads = Which leads
crm-assignment-rule-distribution = Shared out
crm-assignment-rule-distribution-round_robin = One after the other
crm-assignment-rule-distribution-least_load = To whoever has fewest
crm-assignment-rule-distribution-weighted = By weight
crm-assignment-rule-team = Team
crm-assignment-rule-told = Told when nobody can take one
crm-assignment-rule-members = Members
crm-assignment-rule-is_active = In use
crm-assignment-member = Member of an assignment rule
crm-assignment-member-plural = Members of assignment rules
crm-assignment-member-member = User
crm-assignment-member-weight = Weight
crm-assignment-member-most_per_day = Most a day
crm-assignment-member-most_open = Most at once
crm-assignment-member-away_until = Away until
crm-assignment = Assignment
crm-assignment-plural = Assignments
crm-assignment-lead = Lead
crm-assignment-owner = Given to
crm-assignment-because = Because
crm-assignment-because-rule = A rule fits
crm-assignment-because-known_customer = The customer has an owner
crm-assignment-because-nobody_eligible = Nobody can take it
crm-assignment-because-no_rule = No rule fits
crm-assignment-by_rule = Rule
crm-assignment-customer = Customer
crm-assignment-candidates = Considered
crm-assignment-candidate = Candidate for a lead
crm-assignment-candidate-plural = Candidates for leads
crm-assignment-candidate-candidate = User
crm-assignment-candidate-verdict = Verdict
crm-assignment-candidate-verdict-eligible = Can take it
crm-assignment-candidate-verdict-inactive = Not active
crm-assignment-candidate-verdict-away = Away
crm-assignment-candidate-verdict-day_full = Enough for a day
crm-assignment-candidate-verdict-too_much_open = Works on enough
crm-assignment-candidate-today = Given within a day
crm-assignment-candidate-at_work = Works on

# Background work

crm-leads = Giving out leads

# Why two look alike

crm-alike-tax = same tax number
crm-alike-email = same e-mail
crm-alike-phone = same telephone
crm-alike-name = same name
crm-alike-email_like = nearly the same e-mail
crm-alike-phone_tail = same last digits
crm-alike-domain = same e-mail domain
crm-alike-name_like = similar name

# Refusals: what happened, to which record, what to do next.

crm-lead_without_name = A lead needs a person or an organisation. Enter a name.
crm-resume_in_the_past = { $day } is not ahead. Choose a day after today.
crm-owner_inactive = { $record } does not work here any more. Choose somebody who does.
crm-reason_for_something_else = { $record } is not a reason for this. Choose another one.
crm-weight_not_positive = A weight is one or more. Correct it.
crm-limit_not_positive = A limit is one or more. Correct it, or leave it empty for none.
crm-member_twice = This user is a member already. Leave one line out.
