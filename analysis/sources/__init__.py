"""The files below the workspace: paths resolved, folders walked, files opened, and nothing outside ever touched."""

from analysis.sources.walking import Selection, SourceLimits
from analysis.sources.workspace import Workspace

__all__ = ["Selection", "SourceLimits", "Workspace"]
