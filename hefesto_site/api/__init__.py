"""How every answer looks: envelope, errors, pagination, headers, documents."""
