"""What people do with indicators; one transaction and one audit row each."""

from miqyas_web.indicators.actions.sheets import Sheet, create_indicator, delete_indicator, edit_indicator

__all__ = ["Sheet", "create_indicator", "delete_indicator", "edit_indicator"]
