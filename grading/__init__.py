"""From a lesson's source to a grade: the builder, the class, the sample class and the report."""
