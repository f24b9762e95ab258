# Words of the pages that serve every entity.

web-home = Home
web-new = New
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
web-state_asks_first = { $record }: this step asks for something first. Open the record and use its button.
web-parameter_unknown = The list has no parameter { $field }. Leave it out.
web-limit_out_of_range = The limit is a number from 1 to { $most }. Change it.
web-key_used_for_something_else = This key was used for another request. Send a new key.
web-method_not_allowed = This address does not answer that method.
web-wrong_sign_in = E-mail and password do not belong together. Check both and try again.
web-wrong_code = This code is not right or was used already. Wait for the next one.
web-try_later = Too many tries. Wait { $seconds } seconds, then try again.
web-form_expired = This form is older than your session. Load the page again; what you typed is still in the browser.
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
web-import-past = { $file }: { $rows } rows
web-import-number = Import { $run }
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
