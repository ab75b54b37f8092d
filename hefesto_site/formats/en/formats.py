"""Years first, hours to 24, and the zone beside the time, as in the API's answers; Django's own for what is typed in."""

DATE_FORMAT = SHORT_DATE_FORMAT = "Y-m-d"
TIME_FORMAT = "H:i"
DATETIME_FORMAT = SHORT_DATETIME_FORMAT = r"Y-m-d H:i \U\T\C"
YEAR_MONTH_FORMAT = "Y-m"
