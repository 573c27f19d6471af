"""Pictures made of stored ones: cropped, resized, turned, toned, framed, encoded anew."""
