"""A camera: what a reader of QR codes finds on a page as it is shown, and how a printed page looks."""

import base64

import zxingcpp
from playwright.sync_api import Page

_GREY = """
async (png) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  const grey = Array.from({ length: data.length / 4 }, (_, at) =>
    String.fromCharCode(Math.round((data[4 * at] + data[4 * at + 1] + data[4 * at + 2]) / 3)));
  return [image.width, image.height, btoa(grey.join(""))];
}
"""


def codes_on(page: Page) -> list[str]:
    """The text of each QR code in the window, dark on light only: not every reader takes the other way."""
    screenshot = base64.b64encode(page.screenshot()).decode()
    with page.context.browser.new_page() as dark_room:  # type: ignore[union-attr]
        width, height, grey = dark_room.evaluate(_GREY, screenshot)
    picture = memoryview(base64.b64decode(grey)).cast("B", (height, width))
    return [
        one.text
        for one in zxingcpp.read_barcodes(picture, zxingcpp.barcode_formats_from_str("QRCode"), try_invert=False)
    ]
