"""Our documents: the JSON Schema of each, what it finds wrong with one, and the readers of files that hold them.

``schemas/`` has a JSON Schema for each kind of file; what several say of one thing stands once, in ``parts.json``.
``schema`` gives each of them whole.  ``problems`` turns what jsonschema finds into problems of ours, with near names,
in document order; how many entries something may have is looked at before what they are.  A reader, such as
``answers_file``, reads strict JSON, asks ``problems_in``, and makes a value of what has none.
"""
