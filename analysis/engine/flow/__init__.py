"""Following data from where it enters a program to where it does harm, by abstract interpretation of one file.

`kinds` and `values` say what is known of a value, `shapes` what it is made of, `environment` what the variables of a
function hold; `machine` keeps the state, and `bindings`, `operators`, `expressions`, `calls`, `statements` and `inlining`
are the interpreter, each a layer above the last. `sources`, `entries`, `cleaners`, `guards`, `patterns`, `functions`,
`containers` and `objects` are its knowledge of Python and its libraries; rules bring the sinks (`hazards`).
"""
