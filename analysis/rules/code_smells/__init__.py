"""Rules of the `code_smells` analyzer."""
