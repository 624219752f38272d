"""The river: nothing is lost between stages, nothing overlaps."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sheber.web.shared.charts.sankey import BAR, HEIGHT, Flow, Node, layout, river, sizes

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NODES = [
    Node("asked", "Asked", 0),
    Node("seats", "Seats", 1),
    Node("none", "Not planned", 1, 5),
    Node("job", "At work", 2, 2),
    Node("left", "Left", 2, 4),
]


def flows(planned: int, unplanned: int, worked: int) -> list[Flow]:
    return [
        Flow("asked", "seats", planned),
        Flow("asked", "none", unplanned),
        Flow("seats", "job", worked),
        Flow("seats", "left", planned - worked),
    ]


def test_a_stage_holds_what_came_in_or_goes_out():
    held = {"asked": 100, "seats": 80, "none": 20, "job": 50, "left": 30}
    assert sizes(NODES, flows(80, 20, 50)) == held


@given(
    st.integers(1, 5000).flatmap(
        lambda planned: st.tuples(st.just(planned), st.integers(0, 900), st.integers(0, planned))
    )
)
def test_bands_fill_their_boxes_and_boxes_never_overlap(amounts):
    given = flows(*amounts)
    boxes, bands = layout(NODES, given)
    scale = boxes["asked"].height / sum(amounts[:2])
    for flow, band in zip(given, bands, strict=True):
        assert band.width == pytest.approx(flow.amount * scale)
        assert band.x0 == boxes[flow.source].x + BAR
        assert band.y0 + band.width <= boxes[flow.source].y + boxes[flow.source].height + 1e-6
        assert band.y1 + band.width <= boxes[flow.target].y + boxes[flow.target].height + 1e-6
    for stage in (1, 2):
        own = [boxes[node.key] for node in NODES if node.stage == stage]
        assert all(a.y + a.height < b.y for a, b in pairwise(own))
        assert sum(box.height for box in own) <= HEIGHT


def test_picture_has_its_numbers_and_its_table():
    picture = river("river", "The river", NODES, flows(1800, 200, 700))
    assert "2,000" in picture.inline
    assert "Seats – At work: 700" in picture.inline
    assert [row[2].value for row in picture.table.rows] == [1800, 200, 700, 1100]


def test_number_that_opens_is_a_link():
    given = [Flow("asked", "seats", 5, "/en/rows")]
    picture = river("river", "The river", NODES[:2], given)
    assert 'href="/en/rows"' in picture.inline
    assert picture.table.rows[0][2].url == "/en/rows"
    assert b"href" not in picture.response().content
