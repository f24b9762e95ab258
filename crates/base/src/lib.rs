//! The values of business: money, quantities, prices, percentages, rates, dates, ids and errors.
