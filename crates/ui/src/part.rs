//! The small things pages are made of.

mod button;
mod cell;
mod chart;
mod field;
mod lines;
mod rich;
mod shell;
mod sign;
mod state;
mod timeline;

pub use button::{Action, Does, Look, more};
pub(crate) use button::{actions, menu_button};
pub use cell::{Cell, cell};
pub use chart::{Bar, Slice, Stack, Stacks, bars, donut, hbars, line, spark, stacked};
pub use field::{Choice, Control, Field, Span, TextKind, field, fields};
pub use lines::{LineCell, LineColumn, LineKind, LineRow, Lines, Total, lines, totals};
pub(crate) use lines::{decides, grid_hints};
pub use rich::rich;
pub(crate) use shell::bare as shell_bare;
pub use shell::{Company, Crumb, NavGroup, NavItem, Shell, Top, User, document, language_actions, theme_actions};
pub use sign::{Tone, avatar, icon, pill, tag, tone_of};
pub use state::{Empty, Note, Step, StepState, Tab, Tile, empty, note, stepper, tabs, tile};
pub use timeline::{Composer, ComposerKind, Event, composer, timeline};

/// How wide a column is; the sheet's classes, because inline styles are forbidden.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Width {
    /// 70 pixels: counts, units, flags.
    Xs,
    /// 108 pixels: dates, numbers of documents.
    S,
    /// 130 pixels: money, states.
    M,
    /// 160 pixels: people.
    L,
    /// 240 pixels: names.
    Xl,
    /// 320 pixels: titles.
    Xxl,
    /// What is left.
    #[default]
    Rest,
}

impl Width {
    pub(crate) const fn class(self) -> &'static str {
        match self {
            Width::Xs => "w-xs",
            Width::S => "w-s",
            Width::M => "w-m",
            Width::L => "w-l",
            Width::Xl => "w-xl",
            Width::Xxl => "w-xxl",
            Width::Rest => "w-flex",
        }
    }
}
