# A course's documentation with the element in it: html_js_files is all that it needs.
project = "A course"
html_theme = "alabaster"
html_static_path = ["_static"]
html_js_files = [("convdot/element.js", {"type": "module"})]
