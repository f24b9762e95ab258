# What people read when a value is not what it should be.
base-number_missing = A number is needed here. Enter one, such as 12.50.
base-number_malformed = This is not a number. Use digits, at most one decimal point, and a minus in front if it is negative.
base-number_has_too_many_decimals = The number has more than { $decimals } decimals. Round it to { $decimals } decimals.
base-number_has_too_many_digits = The rate has more than 15 significant digits. Shorten it to 15.
base-number_too_large = The number is too large to be kept. Enter a smaller one.
base-number_not_positive = The rate is zero or negative. Enter one that is greater than zero.
base-figure_too_large = The calculated figure is too large to be kept exactly. Check quantity, price and rate.
base-date_malformed = This is not a date. Write year, month and day, such as 2026-11-21.
base-instant_malformed = This is not a date with time. Write it with its zone, such as 2026-11-21T09:30:00Z.
base-id_malformed = This is not a record number. Pick the record from the list.
base-key_malformed = This is not a key. A key has 32 digits from 0 to f; copy it again.
base-time_zone_unknown = The time zone { $zone } is not known. Use a name such as Europe/Madrid.
