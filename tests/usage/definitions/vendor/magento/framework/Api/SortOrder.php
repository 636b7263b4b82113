<?php

declare(strict_types=1);

namespace Magento\Framework\Api;

/**
 * A field to sort by.
 *
 * @api
 */
class SortOrder
{
    /** @var array */
    private $data = [];

    /**
     * Get the field.
     *
     * @return string
     */
    public function getField()
    {
        return $this->data['field'] ?? null;
    }

    /**
     * @param string $field
     * @return $this
     */
    public function setField($field)
    {
        $this->data['field'] = $field;

        return $this;
    }

    /**
     * Get `ASC` or `DESC`.
     *
     * @return string
     */
    public function getDirection()
    {
        return $this->data['direction'] ?? null;
    }

    /**
     * @param string $direction
     * @return $this
     */
    public function setDirection($direction)
    {
        $this->data['direction'] = $direction;

        return $this;
    }
}
