"""What a message asks for beside the edits of this timeline: recipes, the same edits to other clips. Words only; handlers do it."""
