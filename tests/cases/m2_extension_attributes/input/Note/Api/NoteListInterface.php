<?php

namespace Acme\Note\Api;

interface NoteListInterface
{
    /**
     * Get a note.
     *
     * @param int $id
     * @return \Acme\Note\Api\Data\NoteInterface
     */
    public function get($id);
}
