//! How a figure that falls between two units is rounded.

/// The rule that decides which unit a figure between two units becomes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// To the nearest unit, a half away from zero: 0.5 → 1, −0.5 → −1. What most invoices and tax offices
    /// expect.
    HalfAwayFromZero,
    /// To the nearest unit, a half to the even neighbour: 0.5 → 0, 1.5 → 2. Also called banker's rounding.
    HalfEven,
    /// Towards zero: the rest is cut off.
    Down,
    /// Away from zero.
    Up,
    /// Towards minus infinity.
    Floor,
    /// Towards plus infinity.
    Ceiling,
}
