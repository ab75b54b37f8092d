"""Rules of the `complexity` analyzer."""
