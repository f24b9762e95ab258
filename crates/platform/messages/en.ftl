## Administration and what every module shares.

platform = Administration

## Refusals of the store: what happened, to which record, what to do next.

store-too_much_at_once = More than { $rows } rows at once. Do it in smaller parts, or as a job.
store-reads_too_long = Reading this took too long. Narrow the filter or the period, or export it.
store-wrong_state = { $record } is { $state }, so this is not possible now. Reload it to see what is.
store-posted_row = Posted rows never change. Post a correction that names the old entry.
store-not_unique = Another record already has this { $field }. Choose another value, or open that record.
store-reference_gone = Other records still refer to this one, or one it refers to is gone. Reload, and archive it instead of deleting it.
store-destroy_live = { $record } is still live. Archive it first, then delete it for good.
store-destroy_in_use = { $record } is still referred to by { $dependants }. Remove those references first, or leave it archived.
store-reference_unknown = { $field }: there is no record { $id }. Choose one from the list.
store-foreign_line = { $field }: line { $line } belongs to another document. Reload this one and change it again.
store-required = { $field } is empty. Fill it in.
store-not_a_choice = { $field }: "{ $value }" is not one of the choices. Choose one from the list.
store-not_a_date = { $field }: "{ $value }" is not a date. Write it as 2026-11-21.
store-not_yes_or_no = { $field }: "{ $value }" is neither yes nor no. Choose one.
store-not_an_email = { $field }: "{ $value }" is not an e-mail address. Write it as name@company.example.
store-not_a_web_address = { $field }: "{ $value }" is not a web address. Begin it with https://.
store-out_of_range = { $field }: { $value } is outside what can be stored. Check the figure.
store-wrong_kind = { $field }: "{ $value }" does not fit this field. Enter the kind of value it holds.
store-too_long = { $field } has { $length } characters; { $max } fit. Shorten it.
store-control_character = { $field } holds an invisible character. Type the text again instead of pasting it.
store-not_editable = { $record } is past its draft and no longer edited. Use its actions, such as Reverse or Reopen, instead.
store-archived = { $record } is archived. Restore it first, then change it.
store-cursor_unknown = This page of the list cannot be found any more. Start again at its first page.
store-field_locked = { $field } is not yours to change. Ask somebody whose role may.
store-field_not_yours_to_set = { $field } is filled in by the program. Leave it out.
store-field_unknown = There is no field { $field }. Check the name.
store-filter_comparison_missing = The filter lacks a comparison at { $at }. Write one such as = or >.
store-filter_mistyped = The filter compares { $name } with "{ $value }", which it cannot be. Write a value of its kind.
store-filter_name_missing = The filter lacks the name of a field at { $at }. Write one.
store-filter_not_searched = { $name } has no words to search. Use = or another comparison.
store-filter_quote_open = The filter has a quotation mark at { $at } that is never closed. Close it.
store-filter_too_deep = The filter nests too deeply at { $at }. Write it with fewer brackets.
store-filter_too_long = The filter is too long. Shorten it, or save parts of it as lists.
store-filter_too_many = The filter has too many conditions. Leave some out.
store-filter_unexpected = The filter cannot be read at { $at }. Check the word there.
store-filter_unknown_name = The filter names { $name }, which this list does not have. Check the name.
store-filter_value_missing = The filter lacks a value at { $at }. Write one.
store-group_unknown_name = This list cannot be grouped by { $name }. Choose another field.
store-sort_not_indexed = So many rows cannot be sorted by this field. Filter first, or sort by another field.
store-sort_unknown_name = This list has no field { $name } to sort by. Choose another.
store-sum_too_large = The sum is too large to be kept exactly. Narrow the filter.
store-no_custom_fields = { $name }: this kind of record takes no fields of your own. Choose another kind.
store-custom_field_name = { $name } cannot be the name of a field. Write x_ and small letters, digits or single underscores.
store-custom_field_taken = There is already a field { $name }. Choose another name.
store-custom_field_kind = { $name }: a field of your own cannot hold this. Choose text, a number, a date, or yes and no.
store-too_many_custom_fields = This kind of record already has { $most } fields of its own. Use one of those for { $name }.
store-not_translated = { $field } has no texts in further languages. Change the field itself.
store-not_a_language = { $field }: this is not a language. Write it as es or zh-CN.
store-external_key_taken = The key { $key } of { $system } already stands for another record. Check the file for a key given twice.
store-backup_damaged = This backup does not hold: { $table } is damaged or was changed. Use another backup.
store-place_taken = There is already something at { $place }. Choose an empty place.
store-name_too_long = The name { $place } is too long. Choose a shorter one.

## Refusals of figures, dates and keys.

base-figure_too_large = The figure is too large to be kept exactly. Check the amounts.
base-number_missing = There is no number. Enter one.
base-number_malformed = This is not a number. Use digits and one decimal sign.
base-number_has_too_many_decimals = Too many decimals: { $decimals } are kept. Round the number.
base-number_has_too_many_digits = The number has too many digits. Shorten it.
base-number_too_large = The number is too large. Check it.
base-number_not_positive = The number must be greater than zero. Check it.
base-date_malformed = This is not a date. Write it as 2026-11-21.
base-instant_malformed = This is not a moment in time. Write it as 2026-11-21T09:30:00Z.
base-id_malformed = This is not a record number. Choose a record from the list.
base-key_malformed = This is not a key of 32 hexadecimal digits. Copy it again.
base-time_zone_unknown = There is no time zone { $zone }. Choose one such as Europe/Madrid.

## Refusals of the platform.

platform-time_zone_unknown = There is no time zone "{ $value }". Choose one such as Europe/Madrid.
platform-manager_in_a_circle = { $record } would stand above themselves. Choose a manager who does not report to them.
platform-team_in_a_circle = { $record } would stand above itself. Choose a team that is not below it.
platform-named_twice = This line says the same as one before. Remove one of them.
platform-entity_unknown = There is no kind of record "{ $value }". Choose one from the list.
platform-field_unknown = { $entity } has no field "{ $value }". Choose one from the list.
platform-company_currency_fixed = { $record } already has documents, so its currency stays. Found another company for another currency.
platform-currency_code = A currency code has three capital letters, such as EUR. Correct it.
platform-currency_exponent = A currency has 0 to 4 decimals. Correct the number.
platform-currency_exponent_fixed = Amounts are already stored with { $value } decimals, so that number stays. Add another currency instead.
platform-country_code = A country code has two capital letters, such as ES. Correct it.
platform-view_without_team = A view for a team needs the team. Choose one, or keep the view to yourself.
platform-no_custom_fields = "{ $value }" takes no fields of your own. Choose another kind of record.
platform-custom_field_name = The name begins with x_ and goes on with small letters, digits and underscores. Correct it.
platform-custom_field_fixed = The name and kind of a field stay once it exists. Add another field instead.
platform-too_many_custom_fields = { $most } fields of your own is the most. Archive does not free a place; reuse one instead.
platform-module_unknown = There is no module "{ $value }". Choose one from the list.
platform-module_always_on = { $record } is what the others stand on, so it stays on. Switch off another module.
platform-module_needs = { $record } needs { $modules }, which is off. Switch that on first.
platform-module_needed = { $modules } needs { $record }. Switch that off first.
platform-share_with_nobody = There is nobody to share { $record } with. Choose a user or a team.
platform-currency_unknown = There is no currency { $value }. Choose one by its code, such as EUR.
platform-country_unknown = There is no country { $value }. Choose one by its code, such as ES.
platform-password_short = The password has fewer than { $least } characters. Choose a longer one, such as a sentence.
platform-password_long = The password has more than { $most } characters. Choose a shorter one.
platform-password_contains_login = The password contains the sign-in name. Choose another one.
platform-password_common = This password is among those everybody tries first. Choose another one, such as a sentence.
platform-login_not_an_email = "{ $value }" is not an e-mail address. Write it as name@company.example.
platform-login_taken = { $value } can sign in already. Choose another address, or give that person a new password.
platform-totp_wrong = The code does not fit. Wait for the next one and enter that.
platform-set_name = "{ $value }" cannot stand in an address. Use 2 to 40 small letters, digits and hyphens, beginning with a letter.
platform-set_name_taken = The name { $value } is taken. Choose another one.
platform-set_unknown = There is no account set { $value }. Choose one from the list.
platform-token_scope = "{ $value }" is no right. Write it as sales.order:read, one a line.
platform-token_for_another = A token acts as its user, and you may not change users. Make one for yourself.
platform-token_by_token = A token cannot make tokens. Sign in to make one.
platform-view_for_everybody = Views for everybody are kept by administrators. Share it with your team, or ask one.
platform-mention_cannot_see = { $value } may not see this record. Share it first, or leave the name out.
platform-file_too_large = The file is larger than { $most } MB. Make it smaller, or split it.
platform-file_empty = The file is empty. Choose another one.
platform-file_gone = The file was not received whole. Upload it again.
platform-file_type = The file is not what it says it is ({ $value }), or a program. Save it in its own format and upload that.
platform-job_alive = Another { $record } is under way. Wait until it ends.
platform-role_unknown = There is no role { $value }. Choose one by its code, such as sales.

## Users.

platform-user = User
platform-user-plural = Users
platform-user-name = Name
platform-user-login = E-mail for sign-in
platform-user-language = Language
platform-user-language-en = English
platform-user-language-zh-CN = 简体中文
platform-user-language-es = Español
platform-user-region = Dates and figures
platform-user-region-en = As in English
platform-user-region-zh-CN = As in Chinese
platform-user-region-es = As in Spanish
platform-user-zone = Time zone
platform-user-density = Row height
platform-user-density-compact = Compact
platform-user-density-default = Default
platform-user-density-cozy = Cozy
platform-user-theme = Theme
platform-user-theme-system = As the device
platform-user-theme-light = Light
platform-user-theme-dark = Dark
platform-user-team = Team
platform-user-manager = Manager
platform-user-roles = Roles
platform-user-companies = Companies
platform-user-active = Active

platform-user-role = Role of the user
platform-user-role-plural = Roles of the user
platform-user-role-role = Role

platform-user-company = Company of the user
platform-user-company-plural = Companies of the user
platform-user-company-company = Company

## Teams and roles.

platform-team = Team
platform-team-plural = Teams
platform-team-name = Name
platform-team-parent = Part of
platform-team-leader = Leader

platform-role = Role
platform-role-plural = Roles
platform-role-name = Name
platform-role-code = Code
platform-role-grants = Rights
platform-role-fields = Field rights

platform-role-grant = Right
platform-role-grant-plural = Rights
platform-role-grant-entity = Records
platform-role-grant-action = Action
platform-role-grant-scope = Reach
platform-role-grant-scope-none = None
platform-role-grant-scope-own = Own
platform-role-grant-scope-team = Team
platform-role-grant-scope-subtree = Own and below
platform-role-grant-scope-company = Company
platform-role-grant-scope-all = All

platform-role-field = Field right
platform-role-field-plural = Field rights
platform-role-field-entity = Records
platform-role-field-field = Field
platform-role-field-may_read = May read
platform-role-field-may_edit = May edit

## Companies, currencies, countries.

platform-company = Company
platform-company-plural = Companies
platform-company-name = Name
platform-company-code = Code
platform-company-currency = Currency
platform-company-country = Country
platform-company-address = Address
platform-company-logo = Logo
platform-company-tax_id = Tax number
platform-company-phone = Telephone
platform-company-email = E-mail
platform-company-website = Website
platform-company-legal_notice = Legal lines at the foot
platform-print-tax-number = Tax no. { $number }
platform-logo_of_another_record = This file belongs to another record. Attach the picture to the company first, then choose it as its logo.
platform-logo_no_picture = A logo is a PNG or JPEG picture. Attach one to the company and choose it here.
platform-logo_too_large = A logo has at most 1 MB, because it goes into every document. Attach a smaller picture.

platform-currency = Currency
platform-currency-plural = Currencies
platform-currency-code = Code
platform-currency-name = Name
platform-currency-exponent = Decimals

platform-country = Country
platform-country-plural = Countries
platform-country-name = Name
platform-country-code = Code

## Views, settings, own fields, modules, tags.

platform-saved-view = Saved view
platform-saved-view-plural = Saved views
platform-saved-view-name = Name
platform-saved-view-entity = List
platform-saved-view-query = Filter and columns
platform-saved-view-owner = Owner
platform-saved-view-team = Team
platform-saved-view-shared = Shared with
platform-saved-view-shared-private = Nobody
platform-saved-view-shared-team = Team
platform-saved-view-shared-public = Everybody
platform-saved-view-position = Position

platform-setting = Setting
platform-setting-plural = Settings
platform-setting-setting = Setting
platform-setting-value = Value

platform-custom-field = Own field
platform-custom-field-plural = Own fields
platform-custom-field-label = Label
platform-custom-field-entity = Records
platform-custom-field-name = Technical name
platform-custom-field-holds = Kind
platform-custom-field-holds-text = Text
platform-custom-field-holds-long_text = Long text
platform-custom-field-holds-integer = Whole number
platform-custom-field-holds-quantity = Decimal number
platform-custom-field-holds-yes_no = Yes or no
platform-custom-field-holds-date = Date
platform-custom-field-holds-email = E-mail
platform-custom-field-holds-phone = Telephone
platform-custom-field-holds-url = Web address
platform-custom-field-position = Position
platform-custom-field-ready = Ready

platform-module-state = Module
platform-module-state-plural = Modules
platform-module-state-module = Module
platform-module-state-enabled = On

platform-tag = Tag
platform-tag-plural = Tags
platform-tag-name = Name
platform-tag-colour = Colour
platform-tag-colour-neutral = Grey
platform-tag-colour-blue = Blue
platform-tag-colour-violet = Violet
platform-tag-colour-teal = Teal
platform-tag-colour-green = Green
platform-tag-colour-amber = Amber
platform-tag-colour-red = Red

## Attachments.

platform-attachment = Attachment
platform-attachment-plural = Attachments
platform-attachment-name = File name
platform-attachment-media_type = File type
platform-attachment-size = Size
platform-attachment-content = Fingerprint
platform-attachment-host_kind = Kind of record
platform-attachment-host = Record
platform-attachment-owner = Owner

## Tokens.

platform-token = Token
platform-token-plural = Tokens
platform-token-label = Label
platform-token-owner = Acts as
platform-token-scopes = Limited to
platform-token-fingerprint = Fingerprint
platform-token-used_at = Last used
platform-token-expires_at = Expires

## Notes, activities, bell, jobs.

platform-note = Note
platform-note-plural = Notes
platform-note-body = Text
platform-note-host_kind = Kind of record
platform-note-host = Record
platform-note-owner = Written by

platform-activity = Activity
platform-activity-plural = Activities
platform-activity-title = What to do
platform-activity-activity = Type
platform-activity-activity-task = Task
platform-activity-activity-call = Call
platform-activity-activity-meeting = Meeting
platform-activity-activity-email = E-mail
platform-activity-activity-deadline = Deadline
platform-activity-due_on = Due
platform-activity-owner = Who
platform-activity-team = Team
platform-activity-description = Description
platform-activity-host_kind = Kind of record
platform-activity-host = Record
platform-activity-done_at = Done at
platform-activity-state = State
platform-activity-state-open = Open
platform-activity-state-done = Done
platform-activity-state-cancelled = Cancelled
platform-activity-op-finish = Done
platform-activity-op-cancel = Cancel
platform-activity-op-reopen = Reopen
platform-activity-view-open = To do

platform-notification = Notification
platform-notification-plural = Notifications
platform-notification-text = Text
platform-notification-topic = About
platform-notification-topic-mention = Mention
platform-notification-topic-task = Activity
platform-notification-topic-share = Share
platform-notification-topic-job = Job
platform-notification-topic-warning = Warning
platform-notification-owner = For
platform-notification-cause = From
platform-notification-host_kind = Kind of record
platform-notification-host = Record
platform-notification-seen_at = Seen

platform-job = Job
platform-job-plural = Jobs
platform-job-task = Task
platform-job-key = On
platform-job-alive = Alive
platform-job-input = Input
platform-job-cursor = Position
platform-job-progress = Progress
platform-job-total = Total
platform-job-attempts = Tries
platform-job-due_at = Not before
platform-job-holder = Worker
platform-job-lease_until = Worker until
platform-job-error = Error
platform-job-owner = Ordered by
platform-job-state = State
platform-job-state-waiting = Waiting
platform-job-state-running = Running
platform-job-state-done = Done
platform-job-state-failed = Failed
platform-job-state-cancelled = Cancelled
platform-job-op-cancel = Cancel
platform-job-op-retry = Try again
platform-company-zone = Time zone
platform-bulk-change = Bulk change
platform-bulk-change-plural = Bulk changes
platform-bulk-change-title = What
platform-bulk-change-entity = List
platform-bulk-change-verb = Change
platform-bulk-change-verb-edit = Edited
platform-bulk-change-verb-archive = Archived
platform-bulk-change-verb-restore = Restored
platform-bulk-change-records = Records
platform-bulk-change-owner = By
platform-bulk-change-undone_at = Undone
platform-bulk-change-touched = Changed records
platform-bulk-change-kept = Changed since
platform-bulk-change-state = Status
platform-bulk-change-state-done = Done
platform-bulk-change-state-undone = Undone
platform-bulk-change-op-undo = Undo
platform-custom-field-holds-percent = Percentage
platform-custom-field-holds-choice = Choice of words
platform-custom-field-holds-reference = Another record
platform-custom-field-target = Leads to
platform-custom-field-needed = Needed
platform-custom-field-section = Heading
platform-custom-field-english = In English
platform-custom-field-chinese = In Chinese
platform-custom-field-spanish = In Spanish
platform-custom-field-section-languages = Name in each language
platform-custom-field-options = Words of the choice
platform-custom-option = Word of a choice
platform-custom-option-plural = Words of a choice
platform-custom-option-code = Stored as
platform-custom-option-label = Label
platform-custom-option-english = In English
platform-custom-option-chinese = In Chinese
platform-custom-option-spanish = In Spanish
platform-custom_option_twice = Two words are stored as the same. Give each its own.
platform-custom_options_missing = A choice needs its words. Add at least one line.
platform-custom_options_unused = Only a choice has words. Remove the lines, or take the kind “Choice of words”.
platform-custom_option_fixed = Records may hold a word that would go. Rename it, or add another one.
platform-custom_target_missing = A field that leads to another record needs to know which kind. Choose it.
platform-custom_target_unused = Only the kind “Another record” leads somewhere. Clear the field.

platform-key_malformed = The key of the installation is not 64 hexadecimal digits. Correct FONDACO_KEY, or the file installation.key.
platform-key_missing = This server has no key to lock second factors with. Start it with FONDACO_KEY, 64 hexadecimal digits kept outside the database.
platform-set_in_use = Somebody still has { $value } open, and it serves on. End the program that uses it, then try again.
platform-move_to_itself = The account set lives there already. Choose another folder or database.
platform-user-shortcuts = Single-letter shortcuts
