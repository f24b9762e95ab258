# Words of the pages that serve every entity.

web-home = Home
web-new = New
web-nav-sell = Sell
web-nav-serve = Serve
web-nav-supply = Supply
web-nav-finance = Finance
web-new-entity = New { $entity }
web-import = Import
web-import-file = Import from CSV or XLSX
web-export = Export
web-find-in = Find in { $entity }…
web-nothing-yet = { $entity }: nothing here yet.
web-show-all = { $n ->
    [one] Show it
   *[other] Show all { $n }
}
web-without = Without
web-no-groups = No groups
web-is-empty = is empty
web-is-filled = is filled in
web-edit-many = Edit
web-archive = Archive
web-restore = Restore
web-duplicate = Duplicate
web-all-found = Select all found
web-archived-n = { $n ->
    [one] One record archived.
   *[other] { $n } records archived.
}
web-restored-n = { $n ->
    [one] One record restored.
   *[other] { $n } records restored.
}
web-changed-n = { $n ->
    [one] One record changed.
   *[other] { $n } records changed.
}
web-left-n = { $n ->
    [one] One record was changed by somebody else since and stays as it is.
   *[other] { $n } records were changed by somebody else since and stay as they are.
}
web-archived-one = Archived
web-restored-one = Restored
web-fixed-note = This document is past its draft: it is only changed by its actions.
web-archived-note = This record is archived: lists leave it out and nobody can change it. Restore it to go on.
web-created = Created
web-changed = Changed
web-activity = Activity
web-linked = Links
web-approval = Approval
web-ask-approval = Ask for approval: { $operation }
web-ask = Ask
web-ask-reason = Reason
web-ask-chosen = Who decides
web-asked = Approval asked for.
web-details = Details
web-add-line = Add line
web-note = Note
web-noted = Note
web-files = Files
web-the-program = The program
web-lines-changed = { $n ->
    [one] one line
   *[other] { $n } lines
}
web-month = Month
web-week = Week
web-agenda = Agenda
web-go-to = Go to
web-do = Do
web-other-sets = Other account sets
web-my-settings = My settings
web-same-as-language = As the language
web-field-in-line = { $field }, line { $line }
web-field-id = Id
web-field-version = Version
web-field-created_at = Created
web-field-created_by = Created by
web-field-changed_at = Changed
web-field-changed_by = Changed by
web-field-archived_at = Archived
web-which-field = Field to change
web-new-value = New value
web-edit-many-title = { $n ->
    [one] Change one record
   *[other] Change { $n } records
}
web-signed-out = You are signed out.
web-sets = Account sets
web-tokens = API tokens
web-jobs = Jobs
web-modules = Modules
web-backup = Backup
web-rights = Users and rights
web-lists = Other lists
web-reports = Reports
web-print = Print
web-print-pdf = PDF
web-print_hidden = Something that stands on this document is hidden from you, so you cannot print it. Ask somebody who sees all of it.
web-no-reports = There are no reports that you may read. Ask whoever keeps the rights.
web-report-empty = Nothing was found for what is asked above. Ask for something else.
web-report-goes-on = There is more on the next page.
web-report-cut = There is more than fits here. Ask for less above.

## Why something was refused

web-mistyped = { $field } does not fit: { $expected } is expected. Correct it and send it again.
web-body_not_an_object = The body is not an object of fields. Send one JSON object.
web-body_not_json = The body is not JSON: it breaks off in line { $line }, column { $column }. Correct it and send it again.
web-too_many_lines = { $field } has more than { $most } lines. Split the document.
web-not_a_whole_number = { $field }: “{ $value }” is not a whole number. Type digits only.
web-lines_unreadable = { $field } could not be read. Reload the page and type the lines again.
web-cell_unreadable = { $field }: “{ $value }” cannot be read. Correct the cell.
web-export_too_large = More than { $most } records were found. Filter the list, or export on the command line.
web-no_way_to_state = { $record } cannot go to this state directly. Open it to see what is possible.
web-board-laid-aside = Closed ones of the last 30 days
web-days = { $n ->
    [0] today
    [one] { $n } day
   *[other] { $n } days
}
web-stalled = Longer here than it should be
web-due-unknown = not planned
web-due-today = today
web-parameter_unknown = There is no parameter { $field } here. Leave it out.
web-limit_out_of_range = The limit is a number from 1 to { $most }. Change it.
web-key_used_for_something_else = This key was used for another request. Send a new key.
web-method_not_allowed = This address does not answer that method.
web-wrong_sign_in = E-mail and password do not belong together. Check both and try again.
web-wrong_code = This code is not right or was used already. Wait for the next one.
web-try_later = Too many tries. Wait { $seconds } seconds, then try again.
web-form_expired = This form is older than your session. Load the page again; what you typed is still in the browser.
web-too_many_posts = Too many forms were sent from here. Wait a minute and send it again; what you typed is still there.
web-too_large = The request is larger than { $most } MB. Send less at once.
web-host_unknown = This address is not one this server answers to. Start it with --host to allow it.
web-nothing_selected = Nothing is selected. Tick the records first.
web-edit_no_field = Choose the field to change.
web-list = List
web-module = Module
web-state = State
web-is-on = On
web-is-off = Off
web-switch-on = Switch on
web-switch-off = Switch off
web-modules-note = Switching a module off hides its pages and closes its addresses. Its records stay and come back with it.
web-new-token = New token
web-token-made = This is the new token; it is shown only this once:
web-task = Task
web-call = Call
web-attach = Attach
web-no-notifications = Nothing new. Mentions, tasks and finished jobs arrive here.
web-cannot_listen = Nothing can listen at { $address }: { $why }. Choose another address with --listen, or end the program that uses it.
web-repeat_the_name = Removing a set is for good. Repeat its name: --really { $name }.
web-translated = Translated

## Importing

web-import-title = Import: { $what }
web-import-running = { $done } of { $all } rows imported
web-import-rehearsing = { $done } of { $all } rows rehearsed; nothing is kept
web-import-created = Created
web-import-updated = Updated
web-import-unchanged = Unchanged
web-import-refused = Refused
web-import-external = Key of the other system: { $column }
web-import-encoding = Encoding
web-import-delimiter = Between cells
web-import-sheet = Sheet
web-import-decimal = Decimals
web-import-dates = Dates
web-import-found-out = As found in the file
web-import-comma = Comma
web-import-semicolon = Semicolon
web-import-tab = Tab
web-import-bar = Vertical bar
web-import-point = Point: 1,234.50
web-import-decimal-comma = Comma: 1.234,50
web-import-dmy = Day, month, year
web-import-mdy = Month, day, year
web-import-ymd = Year, month, day
web-import-reason = Refused because
web-import-is-reverted = This import was taken back.
web-import-is-stopped = This import stopped before its end. Import the file again: what is there already is found by its key.
web-import-is-running = This import is running, or its server was stopped. Load the page again to see how far it is.
web-import-reverted = Taken back: { $archived } archived, { $undone } undone, { $kept } changed since and kept.
web-import_expired = This file is not waiting any more. Choose it again.
web-import_no_file = No file was sent. Choose one.
web-import_failed = The import stopped: something went wrong on our side and was logged. Try again; what is there already is found by its key.
web-merge = Merge
web-merge-title = { $n ->
    [one] Merge one record
   *[other] Merge { $n } records
}
web-merge-note = The record that stays keeps its number. What refers to the others will refer to it, their numbers lead to it, and a merge can be undone for 30 days.
web-merge-moves = These refer to the records and will refer to the one that stays: { $what }.
web-merge-united = { $field } (all are kept)
web-merged-n = { $n ->
    [one] One record merged.
   *[other] { $n } records merged.
}
web-alike-hidden = A record that you may not open
web-alike-hidden-of = A record that you may not open; ask { $owner }
web-merge_two_to_nine = Two to { $most } records can be merged at once. Choose them again.
web-bulk-changes = Bulk changes
web-undone-n = { $n ->
    [0] Nothing was put back.
    [one] One record put back.
   *[other] { $n } records put back.
}
web-kept-records = Changed since, left as they are
web-destroy = Delete for good
web-destroy-title = Delete { $record } for good
web-destroy-live = Only archived records can be deleted for good. Archive this one first.
web-destroy-in-use = These refer to the record, so it stays. Change or delete them first.
web-destroy-note = This cannot be undone: the record and its lines go, and its address will say that it is gone. The history keeps that it was here.
web-destroyed = { $record } was deleted for good.
web-destroy_type_the_name = The name does not match. Type “{ $name }” to delete it for good.
web-links = Links
web-own-field = Column
web-own-field-adding = Being added
web-own-field-ready = Ready
web-lines = Lines
web-csv-lines = CSV, a row for each line
web-xlsx-lines = XLSX with a sheet of lines

## Own pages

web-profile = Profile
web-security = Security
web-shortcuts-help = Off: only keys with Ctrl or Alt do something. For voice input and typing aids.
web-password-change = Change password
web-password-old = Present password
web-password-new = New password
web-password-again = New password again
web-password-changed = Password changed. You are signed out everywhere else.
web-password_wrong = This is not your password. Type the one you sign in with.
web-password_differs = The two new passwords differ. Type the same one twice.
web-sessions = Where you are signed in
web-session-browser = Browser
web-session-address = Address
web-session-seen = Last used
web-session-here = This one
web-session-end = End this session
web-session-end-others = End all other sessions
web-session-ended = Session ended.
web-factor = Second factor
web-factor-what = Besides the password, signing in asks for six figures from an authenticator app on your phone. A stolen password alone opens nothing.
web-factor-on = Set up second factor
web-factor-off = Switch off second factor
web-factor-off-note = From then on the password alone lets you in. The recovery codes end too.
web-factor-is-on = The second factor is on. Other sessions were ended.
web-factor-is-off = The second factor is off.
web-factor-scan = Scan the square with an authenticator app, or type the key into it.
web-factor-type = Type the six figures that it shows.
web-factor-qr = QR code with the key of the second factor
web-factor-secret = Key to type
web-factor-open = Open in an app on this device
web-factor-confirm = Confirm
web-factor-again = Begin again with a new key
web-factor-codes = Recovery codes
web-factor-codes-note = Each code lets you in once when the phone is lost. They are shown only now: print them or keep them where you keep passwords.
web-factor-kept = I have kept them

## Account sets of the installation

web-set-name = Name in addresses
web-set-name-help = Small letters, digits and hyphens: books-2026
web-set-title = Title
web-set-title-help = What people call it; empty is the name.
web-set-company = First company
web-set-currency = Currency of the company
web-set-country = Country of the company
web-set-language = Language of its texts
web-set-place = Database
web-set-actions = Actions: { $set }
web-set-founded = The account set is ready.
web-set-backup = Back up
web-set-verify = Verify
web-set-copy = Copy
web-set-copy-title = Copy { $set }
web-set-copy-note = The copy is one moment of { $set }; people go on working meanwhile. Its members come along. API tokens do not open the copy.
web-set-move = Move
web-set-move-title = Move { $set }
web-set-move-note = Nobody can use { $set } while it moves, and this server does not serve it afterwards: start one over the new place. The old one is kept aside until somebody removes it.
web-set-move-to = To
web-set-move-help = A folder of this machine, or postgres://user@host/database
web-set-remove = Remove
web-set-remove-title = Remove { $set }
web-set-remove-note = { $set } and everything in it is gone for good. Back it up first.
web-set-confirm = What was typed is not the name. Type it exactly.
web-name_not_typed = What was typed is not the name. Type it exactly.
web-place_missing = Say where to: a folder, or the address of a database.
web-set-restore = Restore a backup
web-restore-note = A backup becomes a new account set under a free name. Whoever has a sign-in here and is a user in it becomes its member.
web-restore-from = Backup
web-restore-upload = The file below
web-restore-file = File
web-restore-file-help = Up to 200 MB. Larger ones: put them into the folder of backups.
web-restore-tokens = Keep API tokens
web-restore-tokens-help = Only for a set that was lost. Programs would write to a copy as well.
web-backups = Backups
web-backups-none = No backup yet. “Back up” in the menu of a set makes one.
web-backup-remove = Remove backup
web-backup-remove-note = The file is deleted for good.
web-backup-removed = Backup removed.
web-download = Download
web-megabytes = { $n } MB
web-errands = Work on account sets
web-errands-none = Nothing was ordered yet. Copies, backups and the like show here while they run.
web-errand-ordered = Ordered. You can go on working.
web-errand-running = Running
web-errand-done = Done
web-errand-failed = Failed
web-errand-interrupted = Interrupted: order it again
web-errand-copy = Copy { $set } to { $about }
web-errand-backup = Back up { $set }
web-errand-restore = Restore { $about } as { $set }
web-errand-verify = Verify { $set }
web-errand-verify-file = Verify { $about }
web-errand-move = Move { $set } to { $about }
web-errand-remove = Remove { $set }
web-errand-counts = { $rows } rows in { $tables } tables.
web-errand-laws = Every law holds.
web-errand-seal = Chain whole up to seal { $number } ({ $hash }…).
web-set-gone = This account set was removed or moved away.

## Tokens of programs

web-token-revoke = Revoke
web-token-revoked = Token revoked. Whoever still uses it is refused.
web-token-all = All I may do
web-token-scopes-help = One entity:action a line, such as parties.party:read. Empty is all you may do.

## Sharing a record

web-share = Share
web-share-note = Whoever is named here sees { $record } beyond what their role reaches.
web-share-none = Shared with nobody.
web-share-with = With
web-share-may = May
web-share-read = Read
web-share-edit = Read and edit
web-share-end = Stop sharing
web-share-ended = No longer shared.
web-share-add = Share with somebody
web-share-user = Colleague
web-share-team = or team
web-shared = Shared.
web-share_with_whom = Choose a colleague or a team.

## Jobs

web-job-progress = { $done } of { $all }
web-job-figures = {"{"}done{"}"} of {"{"}all{"}"}
web-job-platform-sweep = Clear away unnamed files
web-job-platform-custom-fields = Add own fields
web-job-exchange-import = Import
web-imports-past = Imports so far
web-import-file-name = File
web-import-when = Begun
web-import-by = By
web-import-stopped = Stopped
web-import-taken-back = Taken back
web-both = { $first } and { $second }
