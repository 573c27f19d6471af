"""Time Chart.js in Chromium: a line of JSON comes in, a task of chart_tasks.py, and ns go out."""

import json
import sys

from playwright.sync_api import sync_playwright

_DRAW = """
task => {
  const canvas = document.createElement('canvas')
  const bare = task.kind === 'sparkline'
  const data = {
    labels: task.labels.length ? task.labels : task.series[0].map((_, at) => String(at)),
    datasets: task.series.map((values, at) =>
      ({ label: `series ${at}`, data: values, pointRadius: bare ? 0 : 3 })),
  }
  const options = { animation: false, responsive: false, devicePixelRatio: 1 }
  const hidden = { display: false }
  if (bare) Object.assign(options, { plugins: { legend: false }, scales: { x: hidden, y: hidden } })
  let length = 0 // so that no compiler finds the pictures unused
  const start = performance.now()
  for (let at = 0; at < task.amount; at++) {
    canvas.width = task.width
    canvas.height = task.height
    const chart = new Chart(canvas, { type: task.kind === 'bar' ? 'bar' : 'line', data, options })
    length += canvas.toDataURL('image/png').length
    chart.destroy()
  }
  return length ? performance.now() - start : 0
}
"""
_NS = 1_000_000


def main(chromium: str, script: str) -> None:
    """Answer until the input ends.

    Args:
        chromium: the browser's path.
        script: the path of Chart.js, as one file.
    """
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=quiet)
        page = browser.new_page()
        page.add_script_tag(path=script)
        for line in sys.stdin:
            print(round(page.evaluate(_DRAW, json.loads(line)) * _NS), flush=True)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
