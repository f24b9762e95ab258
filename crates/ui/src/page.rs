//! The archetypes: whole pages from plain descriptions of what they show.

mod board;
mod calendar;
mod dashboard;
mod diary;
mod door;
mod error;
mod form;
mod help;
mod import;
mod inbox;
mod list;
mod merge;
mod plain;
mod printed;
mod record;
mod report;
mod settings;

pub use board::{Board, BoardCard, BoardColumn, Due, Figure, board};
pub use calendar::{Calendar, Day, Entry, Entry as CalendarEntry, Span as CalendarSpan, calendar};
pub use dashboard::{Dashboard, Panel as DashboardPanel, dashboard};
pub use diary::{
    Asks as DiaryAsks, Column as DiaryColumn, Diary, Hours as DiaryHours, Line as DiaryLine, QUARTERS,
    Timed as DiaryTimed, diary,
};
pub use door::{ChooseSet, SetLink, SignIn, SignInStep, choose_set, sign_in};
pub use error::{Failure, error};
pub use form::{Form, Referring, form, referring};
pub use help::help;
pub use import::{Import, ImportColumn, ImportSetting, ImportStep, RowProblem, import_step, import_wizard};
pub use inbox::{Answer, Conversation, Inbox, Left, Pane, QueueGroup, QueueLink, Said, Side, Talk, inbox};
pub use list::{
    Bulk, Chip, Column, ColumnChoice, Columns, Filter, FilterControl, Foot, FootSums, GroupRows, List, Phone, Row,
    Rows, SaveView, Search, Show, ShowKind, Sort, foot, list, list_rows,
};
pub use merge::{Alike, Merge, MergeRow, alike, merge};
pub use plain::{Card, Plain, card, card_later, mini, outside, plain};
pub use printed::{Printed, printed};
pub use record::{
    Around, Conflict, ConflictField, FormInfo, Neighbours, Panel, Record, RecordBody, Section, Standing, neighbours,
    record, standing,
};
pub use report::{Report, ReportCell, ReportColumn, ReportLook, ReportPlace, ReportRow, report, reports};
pub use settings::{SettingsTable, settings_table};
