"""The fixed words of the page frame, the map's legend and the charts."""

from __future__ import annotations

from graph.texts import Label

UNKNOWN = Label("ไม่ทราบ", "unknown")
ABSENT = "—"

PRINT = Label("พิมพ์", "Print")
CONTENTS = Label("สารบัญ", "Contents")
AS_OF = Label("ข้อมูล ณ", "As of")
SKIP = Label("ข้ามไปยังเนื้อหา", "Skip to content")

MAP = Label("แผนที่เมืองคู่ความร่วมมือของกรุงเทพมหานคร", "Map of Bangkok's partners")
HOME = Label("กรุงเทพมหานคร", "Bangkok")
TIE = Label("มีความตกลง", "Has an agreement")
ASEAN = Label("อยู่ในอาเซียน (วงแหวนรอบนอก)", "In ASEAN (outer ring)")
GAP = Label("รัฐอาเซียนที่ยังไม่มีความตกลง", "ASEAN state without an agreement")
NO_ACTIVITY = Label("มีความตกลง ไม่พบบันทึกกิจกรรม", "Has an agreement; no activity on record")
NO_DATA = Label("ไม่มีข้อมูลกิจกรรม", "No data on activities")
SIZE = Label("จำนวนกิจกรรมตั้งแต่เริ่มแผน", "Activities since the plan began")
CREDIT = Label(
    "แผ่นดิน: Natural Earth 1:50m (สาธารณสมบัติ) ไม่แสดงเส้นเขตแดน",
    "Land: Natural Earth 1:50m (public domain), drawn without borders",
)
ZOOM_IN = Label("ขยาย", "Zoom in")
ZOOM_OUT = Label("ย่อ", "Zoom out")

CONFIRMED = Label("ยืนยันแล้ว", "Confirmed")
CLAIMED = Label("อ้างว่าถึง", "Claimed")
POSSIBLE = Label("เป็นไปได้", "Possible")
TARGET = Label("เป้าหมายของปี", "Target of the year")
TARGET_SHORT = Label("เป้าหมาย", "Target")
NONE = Label("ยังไม่มี", "none")
RECORDS_HELD = Label("บันทึกที่มี {n}", "Records held: {n}")
NO_RECORDS = Label("ไม่มีบันทึก", "no records")
INTERVAL = Label("ช่วงความเชื่อมั่น 95% (วิลสัน)", "95% interval (Wilson)")
SHARE = Label("สัดส่วน", "Share")
