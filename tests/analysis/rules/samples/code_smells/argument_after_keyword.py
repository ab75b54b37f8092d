def call(function, values, options):
    function(sep=1, *values)  # hit
    function(1, sep=2, *values)  # hit
    function(*values, sep=1)
    function(1, *values, sep=1)
    function(sep=1, **options)
    function(*values, **options)
    return function(1, sep=1)
