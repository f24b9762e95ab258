# What people read when a file cannot be read or written. $file is the file's name, $line its line or row.

# The file as a whole
exchange-archive_broken = { $file } is compressed but damaged. Compress or download it again.
exchange-bank_account_other = The file is of { $record }, another bank account. Choose that one, or leave the choice to the file.
exchange-bank_account_unknown = No bank account has the number “{ $number }”. Add it to a bank account, or say which one the file is of.
exchange-bank_file = This { $format } file cannot be read: { $place }. Export it from the bank again, or in another format.
exchange-bank_currency = The file is in { $currency }, the bank account { $record } is not. Choose another account.
exchange-bank_decimals = The file has amounts with more decimals than { $currency }. Check the file and the currency of { $record }.
exchange-delimiter_unusable = { $delimiter } cannot separate cells. Choose a comma, a semicolon, a tab or a vertical bar for { $file }.
exchange-encoding_unknown = The encoding { $encoding } is not known. Choose another for { $file }, such as utf-8, gb18030 or windows-1252.
exchange-file_empty = { $file } has no rows. Choose a file with a table in it.
exchange-file_too_large = { $file } is larger than { $limit } MB. Split it, or compress it with gzip.
exchange-format_unknown = { $file } is not a table. Choose a CSV file or an Excel workbook (.xlsx).
exchange-sheet_missing = { $file } has no sheet { $sheet }. Choose one of: { $sheets }.
exchange-table_too_large = The table in { $file } needs more than { $limit } MB of memory. Split it into several files.
exchange-too_many_rows = The table in { $file } has more than { $limit } rows. Split it into several files.
exchange-unpacked_too_large = { $file } unpacks to more than { $limit } MB. Split it into several files.
exchange-workbook_broken = The workbook { $file } is damaged ({ $reason }). Open it in Excel, save it again, and try the saved copy.
exchange-workbook_old_or_locked = { $file } is an old Excel file (.xls) or protected by a password. Save it as an .xlsx workbook without password.

# A row or a cell
exchange-cell_is_error = Line { $line }, column { $column }: the cell shows the error { $text }. Correct its formula, or replace it by a value.
exchange-cell_too_large = Line { $line }, column { $column }: the cell in { $file } holds more than { $limit } MB. Shorten it, or look for a quotation mark that is never closed.
exchange-cell_undecodable = Line { $line }, column { $column }: there are characters that do not exist in { $encoding }. Choose the encoding in which the file was saved.
exchange-cell_with_null_character = Line { $line }, column { $column }: the text contains a null character. Remove it, or choose the encoding in which the file was saved.
exchange-date_malformed = Line { $line }, column { $column }: “{ $text }” is not a date { $order ->
    [ymd] in the order year, month, day
    [mdy] in the order month, day, year
   *[dmy] in the order day, month, year
}. Correct it, or choose another order of dates.
exchange-date_with_two_digit_year = Line { $line }, column { $column }: the year in “{ $text }” has two digits. Write four, or say which century is meant.
exchange-number_has_too_many_decimals = Line { $line }, column { $column }: “{ $text }” has more than { $decimals } decimals. Round it to { $decimals }.
exchange-number_malformed = Line { $line }, column { $column }: “{ $text }” is not a number. Correct it, or choose the other decimal mark.
exchange-number_too_large = Line { $line }, column { $column }: “{ $text }” is too large to be kept exactly. Correct it, or import the column as text.
exchange-quote_not_closed = Line { $line }, column { $column }: the quotation mark is never closed, so all that follows was read as one cell. Close it, or double it if it belongs to the text.
exchange-row_too_large = Line { $line }: the row in { $file } holds more than { $limit } MB. Shorten it, or look for a quotation mark that is never closed.
exchange-row_too_long = Line { $line }: the row has { $found } cells, the table has { $expected } columns. Put quotation marks around cells that contain the delimiter, or give every column a heading.
exchange-row_too_short = Line { $line }: the row has { $found } cells, the table has { $expected } columns. Add the missing cells, or check whether a line break cut the row in two.
exchange-text_after_quote = Line { $line }, column { $column }: there is text behind the closing quotation mark. Put it inside, or double a quotation mark that belongs to the text.
exchange-too_many_columns = Line { $line }: { $file } has more than { $limit } columns. Remove columns, or check the delimiter.
exchange-yes_or_no_malformed = Line { $line }, column { $column }: “{ $text }” is neither yes nor no. Write yes or no.

# Writing
exchange-sheet_too_long = The table has more than { $limit } rows, which one sheet cannot hold. Narrow the selection, or write it as CSV.
exchange-text_too_long_for_sheet = Line { $line }, column { $column }: the text has more than { $limit } characters, which a cell cannot hold. Shorten it, or write the table as CSV.

# Importing
exchange-choice_unknown = Line { $line }, column { $column }: “{ $text }” is none of the words known here. Write one of: { $codes }.
exchange-column_missing = The file has no column { $column }. Choose another, or correct its heading.
exchange-dates_unclear = The dates in column { $column } can be read in several orders. Say which: day, month, year or month, day, year.
exchange-decimal_unclear = The numbers in column { $column } can be read with a decimal point or a decimal comma. Say which.
exchange-field_closed = { $path } cannot be imported: it is filled by the system, or you may not change it. Leave the column out.
exchange-field_unknown = There is no field { $path }. Choose another.
exchange-file_missing = { $file } cannot be opened: { $why }. Correct the name or the folder.
exchange-join_malformed = The table { $file } cannot be joined. Give it a name, and a file beside the first one.
exchange-join_without_folder = { $file } lies beside the imported file only on the command line. Import there, or join the tables first.
exchange-key_empty = The key of this row is empty. Fill it, or import the row without a key.
exchange-key_not_unique = { $path } does not tell records apart. Choose a field that no two records share.
exchange-mapping_malformed = The mapping cannot be read: { $why }. Correct it and try again.
exchange-mapping_of_another = The mapping is for { $other }, not for { $wanted }. Choose another.
exchange-nothing_mapped = No column goes anywhere. Choose a field for at least one.
exchange-record_changed = The record was changed while the file was imported. Import the row again.
exchange-record_missing = No record with the key { $key } was found. Correct the key, or let the import make new records.
exchange-reference_missing = Line { $line }, column { $column }: “{ $text }” was not found. Correct it, or import it first.
exchange-replay_line_missing = The row brought no line to { $record }. Leave it out here too.
exchange-replay_made_nothing = { $verb } made no { $entity }. Say in makes what it makes.
exchange-replay_malformed = The replay file cannot be read: { $why }. Correct it and try again.
exchange-replay_name_twice = Two records of one stream are called { $name }. Give each a name of its own.
exchange-replay_name_unknown = No step before makes a record called { $name }. Correct the name, or the order of the steps.
exchange-replay_not_made = The record { $name } was not made, because its step was left out. Leave this step out as well.
exchange-replay_step_unclear = The step { $record } does not say what it does. Make or change a record, run a verb of one, or both.
exchange-replay_without_day = Line { $line }, column { $column }: the step has no day. Fill it, or leave the step out.
exchange-replay_without_steps = The stream { $record } has no steps. Say what happens to its cases.
exchange-row_forbidden = Your rights do not cover this record. Ask an administrator, or leave the row out.
exchange-run_not_over = Import { $run } is still running. Wait until it is over.
exchange-several_found = “{ $text }” stands for several records. Write something that belongs to one only.
exchange-source_unclear = The mapping must say one of: a column, a template or a value. Correct it.
exchange-update_without_key = Existing records can only be changed when a key finds them. Choose a key.

# Calendar files
exchange-ical-in = Take in a calendar file
exchange-ical-file = File
exchange-ical-taken = Events taken in. New: { $made } · changed: { $changed } · left out: { $left }
exchange-ical-out = Get your calendar as a file
exchange-ical-out-what = Three months back and a year and a half ahead, for any calendar program.
exchange-ical-get = Download
exchange-ical-feed = Subscribe from a phone or another program
exchange-ical-feed-what = A secret address at which a program reads your calendar without signing in. Whoever has it reads your events, also the private ones: tell nobody.
exchange-ical-feed-since = There is an address, made { $day }.
exchange-ical-feed-make = Make an address
exchange-ical-feed-anew = Make another, and end this one
exchange-ical-feed-end = End it
exchange-ical-feed-gone = There is no calendar at this address. Ask whoever gave it to you for the new one.
exchange-ical-in-what = Events of a file (.ics) come into your calendar, at most { $limit } at once. What came before is changed, not doubled. You see first what would come.
exchange-ical-look = Look at it first
exchange-ical-would = New: { $made } · changed: { $changed } · unreadable: { $left }
exchange-ical-more = And { $n } more.
exchange-ical-outlook = What happens
exchange-ical-new = New
exchange-ical-changed = Changed
exchange-ical-left = Left out
exchange-ical-take = Take in
exchange-ical-take-rest = Take in the others
exchange-ical-other = Choose another file
exchange-ical-feed-address = The address
exchange-ical-feed-once = It is shown only now. Copy it before you leave this page.
exchange-ical-feed-ended = The address is ended. Programs that read your calendar there get nothing more.

exchange-not_a_calendar = This is no calendar file. Choose a file that ends in .ics.
exchange-calendar_too_large = A calendar file has at most { $limit } MB. Export a shorter time.
exchange-calendar_too_long = A calendar file has at most { $limit } lines. Export a shorter time.
exchange-calendar_too_many = The file has { $found } events; { $limit } can be taken in at once. Export a shorter time.
exchange-calendar_empty = The file has no events. Choose another one.
exchange-event_without_start = { $record } does not say when it begins. Correct it, or leave out what cannot be read.
exchange-event_time = { $record }: "{ $value }" is no time. Correct it, or leave out what cannot be read.
exchange-event_zone = { $record }: there is no time zone { $zone }. Correct it, or leave out what cannot be read.
exchange-event_end = { $record } ends before it begins, or lasts longer than a year. Correct it, or leave out what cannot be read.
exchange-event_rule = { $record } repeats by a rule that cannot be read: { $fault }. Correct it, or leave out what cannot be read.
exchange-event_rule_never = No day fits the rule by which { $record } repeats. Correct it, or leave out what cannot be read.
exchange-reply_to_nothing = { $record } is an answer to an event that is not in your calendar. Whoever invited takes it in.
exchange-reply_of_stranger = Nobody with the address of this answer is invited to { $record }. Add them to the event first, or leave the answer out.
exchange-calendar_too_deep = The parts of this file lie deeper in each other than { $limit }. Export it again.

# Address cards
exchange-cards-in = Take in address cards
exchange-cards-what = A file (.vcf) from a telephone or another program, with at most { $limit } cards. You see first whom they look like.
exchange-cards-file = File
exchange-cards-into = They become
exchange-cards-leads = leads
exchange-cards-contacts = contacts
exchange-cards-look = Look at them first
exchange-cards-would = { $n } cards as { $what }. Those that look like somebody known are not chosen.
exchange-cards-choose = Take
exchange-cards-who = Who
exchange-cards-reach = How to reach them
exchange-cards-alike = Looks like
exchange-cards-hidden = Somebody you may not see
exchange-cards-other = Choose another file
exchange-cards-take = Take in the chosen ones
exchange-cards-taken = { $made ->
    [one] { $made } lead is new.
   *[other] { $made } leads are new.
}
exchange-cards-taken-contacts = { $made } contacts are new, and { $organisations } organisations.
exchange-cards_none_chosen = No card is chosen. Tick at least one.
exchange-cards_without_company = There is no company that leads could belong to. Make one first.
exchange-not_a_card = This file holds no address cards. Choose a file that ends in .vcf.
exchange-cards_too_large = A file of cards has at most { $limit } MB. Export fewer at once, or without pictures.
exchange-cards_too_long = A file of cards has at most { $limit } lines. Export fewer at once.
exchange-cards_too_deep = The cards of this file lie deeper in each other than { $limit }. Export them again.
exchange-cards_too_many = The file has { $found } cards; { $limit } can be taken in at once. Export fewer.
exchange-bill-in = Take in electronic bills
exchange-bill-what = Invoices and credit notes of suppliers as UBL 2.1 (EN 16931, Peppol), each with at most { $most } MB and { $lines } lines. Each becomes a draft with its file beside it; nothing is posted.
exchange-bill-file = Files
exchange-bill-as-it-says = As the bill says
exchange-bill-take = Take in
exchange-bill-taken = { $bills ->
    [one] The bill is a draft now.
   *[other] { $bills } bills are drafts now.
} { $ordered } of { $lines } lines found their order.
exchange-bill_files = Choose up to { $most } files with bills.
exchange-bill_unreadable = This file is no UBL invoice that can be read: { $place }. Ask the supplier to send it again, or write the bill down by hand.
exchange-bill_too_large = A bill has at most { $most } MB. Ask for one without pictures inside.
exchange-bill_too_long = A bill has at most { $most } lines. Ask for several bills, or write it down by hand.
exchange-bill_currency = The bill is in { $currency }, which is not kept here. Add the currency first.
exchange-bill_decimals = An amount of the bill has more decimals than { $currency }. Ask the supplier to send it again, or write it down by hand.
exchange-bill_of_other_company = The bill is for { $record }. Choose that company, or leave the choice to the bill.
exchange-bill_company_unknown = The bill is for { $name }, and no company here has its tax number. Choose the company.
exchange-bill_supplier_unknown = Nobody here has the tax number { $number } or the name { $name }. Choose the supplier, or make it first.
exchange-bill_supplier_several = Several suppliers could be { $name } ({ $number }). Choose the one.
exchange-bill_takes_off = The bill takes more off a tax than it charges. Write it down by hand as invoice and credit note.
