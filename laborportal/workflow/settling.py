"""States that no step of a person gave: an outcome that was decided elsewhere came in by an import."""

from laborportal.workflow.models import Stateful


def settle(case: Stateful, state: str) -> None:
    """Sets the state of *case*, unsaved; whoever saves it writes the event and calls `wait_anew`."""
    case.state = state


def settled(state: str) -> dict[str, str]:
    """The same as attributes, for whoever sets them on saved cases."""
    return {"state": state}
