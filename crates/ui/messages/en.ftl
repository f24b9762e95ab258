# Words of the screens themselves; modules bring their own.

## The frame
ui-skip = Skip to content
ui-navigation = Navigation
ui-overview = Overview
ui-breadcrumb = You are here
ui-search-jump = Search or jump to…
ui-more = More
ui-notifications = Notifications
ui-palette = Command palette
ui-palette-hint = Search records, pages and actions…
ui-palette-move = move
ui-palette-open = open
ui-palette-tab = new tab
ui-nothing-found = Nothing found. Check the spelling or search for less.
ui-offline = The server cannot be reached. What you typed is still here; try again.
ui-leave = There are unsaved changes on this page. Leave without saving?
ui-close = Close
ui-undo = Undo
ui-cancel = Cancel
ui-continue = Continue
ui-back = Back
ui-apply = Apply
ui-add = Add
ui-all-columns = All columns
ui-all = All
ui-yes = Yes
ui-no = No
ui-settings = Settings
ui-language = Language
ui-sign-out = Sign out
ui-theme-system = As the system
ui-theme-light = Light
ui-theme-dark = Dark
ui-actions = Actions

## Lists
ui-views = Saved views
ui-save-view = Save view
ui-view-name = Name of the view
ui-view-team = For the whole team
ui-filter = Filter
ui-remove-filter = Remove filter
ui-clear-filters = Clear filters
ui-from = From
ui-to = To
ui-group = Group
ui-shape = Shape
ui-show-list = List
ui-show-board = Board
ui-show-calendar = Calendar
ui-columns = Columns
ui-density = Row height
ui-density-compact = Compact
ui-density-default = Default
ui-density-cozy = Cozy
ui-select = Select
ui-select-all = Select all rows
ui-selected = { "{" }n{ "}" } selected
ui-selection = Selection
ui-bulk = Actions on the selection
ui-clear = Clear selection
ui-record = record
ui-records = records
ui-sum-all = Sum all
ui-show-report = Show
ui-pages = Pages
ui-print-page = Page { $page } of { $pages }
ui-first = First page
ui-previous = Previous page
ui-next = Next page
ui-last = Last page

## Records
ui-record-previous = Previous record
ui-record-next = Next record
ui-create = Create
ui-create-next = Create and next
ui-create-named = Create “{ "{" }name{ "}" }”
ui-save = Save
ui-saved = Saved
ui-unsaved = Unsaved changes
ui-saving = Saving…
ui-save-failed = Not saved
ui-not-saved = { $n ->
    [one] Not saved: one thing to correct.
   *[other] Not saved: { $n } things to correct.
}
ui-changed-by-other = Someone else has just saved this record.
ui-reload = Reload
ui-conflict = { $who } changed this record { $when }. Choose what stays, then save again.
ui-field = Field
ui-yours = Yours
ui-theirs = Saved now
ui-locked = Locked
ui-progress = Progress
ui-parts = Parts of the record
ui-panel = Details and activity
ui-required = Needed
ui-pick-date = Pick a day
ui-line = Line
ui-none-yet = Nothing yet.
ui-no-lines = No lines yet.
ui-delete-line = Delete line
ui-document = The document
ui-grid = In the lines
ui-grid-next = next cell
ui-grid-accept = accept / next line
ui-grid-move = move
ui-grid-duplicate = duplicate
ui-grid-delete = delete
ui-grid-save = save
ui-add-activity = Add to the timeline
ui-attach = Attach
ui-write-note = Write a note…
ui-type-to-confirm = This cannot be undone. Type this word to go on

## Board and calendar
ui-move = Move to…
ui-board-ways = Way
ui-board-lifted = Lifted { "{" }card{ "}" }. Move with the arrows, drop with Space, cancel with Escape.
ui-board-moved = { "{" }column{ "}" }, position { "{" }n{ "}" } of { "{" }of{ "}" }.
ui-board-dropped = Dropped { "{" }card{ "}" } in { "{" }column{ "}" }, position { "{" }n{ "}" } of { "{" }of{ "}" }.
ui-board-cancelled = Put { "{" }card{ "}" } back in { "{" }column{ "}" }.
ui-calendar-moved = Moved { "{" }entry{ "}" } to { "{" }day{ "}" }.
ui-earlier = Earlier
ui-later = Later
ui-today = Today
ui-all-day = All day

## Signing in
ui-sign-in = Sign in
ui-sign-in-code = One more step
ui-login = E-mail or user name
ui-password = Password
ui-code = Code
ui-code-help = Enter the six digits your authenticator app shows now, or a recovery code.
ui-choose-set = Choose an account set
ui-no-sets = You may not enter any account set yet. Ask whoever runs this installation.
ui-new-set = New account set

## Import
ui-import-file = File
ui-import-columns = Columns
ui-import-rehearsal = Rehearsal
ui-import-run = Run
ui-import-result = Result
ui-drop-file = Drop a file here, or choose one
ui-import-template = Empty file with all columns
ui-import-key = Find existing records by
ui-import-always-new = Nothing: always create
ui-import-column = Column
ui-import-samples = First values
ui-import-skip = Leave out
ui-import-rehearse = Rehearse
ui-import-reread = Read the file again
ui-import-now = Import now
ui-import-row = Row
ui-import-value = Value
ui-import-problem = What is wrong
ui-import-errors = Refused rows as a file
ui-import-revert = Take the import back
ui-import-show = Show the records

## Merging
ui-merge = Merge
ui-merge-survivor = Stays

## Errors
ui-reference = Reference
ui-error-not-found = Not found
ui-error-not-found-help = There is no such page or record, or you may not see it. Check the address, or search for it.
ui-error-forbidden = You may not do this
ui-error-forbidden-help = Your roles lack the right to it. Ask an administrator of this account set.
ui-error-conflict = Somebody else was faster
ui-error-conflict-help = The record has changed since you opened it. Open it again and repeat your change.
ui-error-refused = This cannot be done
ui-error-refused-help = A rule of the business says no. Nothing was changed.
ui-error-unavailable = Not available right now
ui-error-unavailable-help = The system is busy or being updated. Nothing was changed; try again in a minute.
ui-error-broken = Something broke on our side
ui-error-broken-help = Nothing was changed. Try again; if it happens twice, quote the reference below to an administrator.

## Keys
ui-key-help = Keyboard and help
ui-key-palette = Search everything
ui-key-create = Create in this list
ui-key-search = Search in this list
ui-key-filter = Filter
ui-key-view-next = Next saved view
ui-key-show-list = Show as list
ui-key-show-board = Show as board
ui-key-show-calendar = Show as calendar
ui-key-row-next = Next row
ui-key-row-previous = Previous row
ui-key-row-select = Select the row
ui-key-row-open = Open the row
ui-key-select-all = Select all
ui-key-clear = Clear selection, close
ui-key-reply = Reply
ui-key-note = Write a note
ui-key-assign = Give to somebody
ui-key-tag = Tag
ui-key-done = Solve and go on to the next
ui-key-save = Save
ui-key-save-next = Create and go on to the next
ui-key-main = Save and do the main action
ui-key-print = Print
ui-key-record-previous = Previous record
ui-key-record-next = Next record
ui-key-alarm = Go to a reminder
ui-key-toggle-side = Narrow the sidebar
ui-key-toggle-panel = Hide the right panel
ui-key-go-home = Go to the start page
ui-key-go-orders = Go to orders
ui-key-go-customers = Go to customers
ui-key-go-products = Go to products
ui-key-go-board = Go to the pipeline
ui-key-go-inbox = Go to the inbox
ui-key-go-approvals = Go to approvals
ui-key-go-day = Go to my day
ui-key-go-calendar = Go to the calendar
ui-alike = Possible duplicates
ui-alike-n = { $n ->
    [one] This may be known already
   *[other] This may be known already: { $n } records
}
ui-record-none = This is the end of the list
ui-inbox-queues = Queues
ui-inbox-unread = Unread
ui-inbox-more = Show more
ui-inbox-back = Back to the list
ui-inbox-internal = Only for us
ui-statements = Statements behind it
