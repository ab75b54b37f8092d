"""Rules of the `best_practices` analyzer."""
