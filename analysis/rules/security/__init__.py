"""Rules of the `security` analyzer."""
